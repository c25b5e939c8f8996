import { useIsFetching } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { moreWords } from '../i18n'

const QUIET_MS = 500

/** What a page does without: it comes when the page has what it asked for, and takes nothing of a slow line before. */
export function Afterwards({ children }: { children: ReactNode }) {
  const asking = useIsFetching() > 0
  const [come, setCome] = useState(false)
  useEffect(() => {
    if (asking || come) return
    const timer = setTimeout(() => setCome(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [asking, come])
  return come ? <Suspense fallback={null}>{children}</Suspense> : null
}

/** Sends for the page that most people open next. What does not come now is asked for again when it is shown. */
export function Ahead(): null {
  useEffect(() => {
    for (const part of [moreWords(), import('../pages/inquiry/InquiryPage')]) part.catch(() => undefined)
  }, [])
  return null
}
