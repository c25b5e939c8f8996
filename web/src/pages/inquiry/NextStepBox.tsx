import Alert, { type AlertProps } from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { partnerOf } from '../../logic/conversation'
import { formatInstant } from '../../logic/instant'
import { isOurs, type NextStep, nextStep } from '../../logic/nextStep'
import { InstantIn } from '../../parts/InstantIn'

/** Steps that a button starts. */
export const STARTS: readonly NextStep[] = [
  'confirm',
  'answer',
  'answerOverdue',
  'answerHeld',
  'supplement',
  'readAndClose',
  'readAndGoOn',
  'escalateOrWait',
  'escalateOverdue',
  'closeOrWait',
]
/** Between the bar and what has the focus, in px. */
const GAP = 8
const LOUD: readonly NextStep[] = ['answerOverdue', 'escalateOverdue', 'unroutable']

interface Props {
  inquiry: Inquiry
  onStart(): void
}

/** What the sentences about the next step name. */
function useStepWords(inquiry: Inquiry): { partner: string; due: string } {
  const { partyName, zone, language } = useWorkplace()
  return { partner: partyName(partnerOf(inquiry)), due: inquiry.dueAt ? formatInstant(inquiry.dueAt, zone, language) : '' }
}

/** What to do next, below the heading. */
export function NextStepBox({ inquiry, onStart, box }: Props & { box: RefObject<HTMLDivElement | null> }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const step = nextStep(inquiry)
  const words = useStepWords(inquiry)
  const { zoneOf } = useWorkplace()
  const otherZone = zoneOf(partnerOf(inquiry))
  const done = inquiry.state === 'closed' && !inquiry.mergedInto
  const type: AlertProps.Type = LOUD.includes(step) ? 'warning' : done ? 'success' : 'info'
  return (
    <div ref={box} className={isOurs(step) ? 'wa-next wa-next-ours' : 'wa-next'} data-testid="next-step">
      <Alert
        type={type}
        header={
          <InstantIn
            at={inquiry.dueAt ?? ''}
            otherZone={otherZone}
            words={(due) => t(`next.${step}.title`, { ...words, due: inquiry.dueAt ? due : '' })}
          />
        }
        action={
          STARTS.includes(step) ? (
            <Button variant="primary" onClick={onStart}>
              {t(`next.${step}.button` as 'next.answer.button')}
            </Button>
          ) : undefined
        }
      >
        {t(`next.${step}.text`, words)}
        {inquiry.mergedInto && (
          <>
            {' '}
            <Link href={`/inquiries/${inquiry.mergedInto}`} onFollow={follow}>
              {t('related.open')}
            </Link>
          </>
        )}
      </Alert>
    </div>
  )
}

/**
 * The same in one line at the top edge, while the box itself is scrolled away: always in sight, and what has the focus is scrolled to below it
 * (WCAG 2.4.11).
 */
export function NextStepBar({ inquiry, onStart, box }: Props & { box: RefObject<HTMLDivElement | null> }) {
  const { t } = useTranslation()
  const bar = useRef<HTMLDivElement>(null)
  const away = useScrolledAway(box)
  const step = nextStep(inquiry)
  const words = useStepWords(inquiry)
  useEffect(() => {
    if (!away || !bar.current) return
    const scroller = scrollerOf(bar.current)
    const top = Number.parseFloat(getComputedStyle(bar.current.parentElement ?? bar.current).insetBlockStart) || 0
    scroller.style.scrollPaddingBlockStart = `${top + bar.current.offsetHeight + GAP}px`
    return () => {
      scroller.style.scrollPaddingBlockStart = ''
    }
  }, [away])
  return (
    <div className="wa-next-bar" data-testid="next-bar">
      {away && (
        <div ref={bar} className="wa-next-line">
          <span>{t(`next.${step}.title`, words)}</span>
          {STARTS.includes(step) && <Button onClick={onStart}>{t(`next.${step}.button` as 'next.answer.button')}</Button>}
        </div>
      )}
    </div>
  )
}

/** Whether something is above what can be seen. */
function useScrolledAway(what: RefObject<HTMLElement | null>): boolean {
  const [away, setAway] = useState(false)
  useEffect(() => {
    if (!what.current) return
    const watch = new IntersectionObserver(([entry]) => {
      if (entry) setAway(!entry.isIntersecting && entry.boundingClientRect.top < window.innerHeight / 2)
    })
    watch.observe(what.current)
    return () => watch.disconnect()
  }, [what])
  return away
}

/** What scrolls around an element: the panel beside a folder, or the window. */
function scrollerOf(element: HTMLElement): HTMLElement {
  for (let one = element.parentElement; one; one = one.parentElement)
    if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one !== document.body) return one
  return document.documentElement
}
