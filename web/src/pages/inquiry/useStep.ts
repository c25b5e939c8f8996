import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { type Action, UNVERSIONED, useAct } from '../../api/inquiries'
import { keys } from '../../api/keys'
import { asProblem, isProblem } from '../../api/problem'
import type { Happening, Inquiry } from '../../api/types'
import { changesOf } from '../../logic/conversation'
import { byField } from '../../logic/fields'
import { answered, type Sent, sentAs } from '../../logic/once'
import { refusalWords } from '../../logic/refusalWords'

type Unversioned<T> = T extends unknown ? Omit<T, 'version'> : never

export interface Step {
  pending: boolean
  /** Anything that went wrong and is neither a conflict nor about fields. */
  error: unknown
  /** What the API said about single fields, by code. */
  refused: Record<string, string>
  others: string[]
  /** What somebody else did meanwhile; what was typed is still there. */
  conflict: Happening[] | undefined
  /** The person started to decide: on what they see now. */
  touch(): void
  clear(code: string): void
  take(action: Unversioned<Action>): Promise<Inquiry | undefined>
}

/** Takes one step with an inquiry, decided on the version that was on the screen when the person began. */
export function useStep(inquiry: Inquiry): Step {
  const act = useAct(inquiry.id)
  const queries = useQueryClient()
  const seen = useRef<number | undefined>(undefined)
  const sent = useRef<Sent | undefined>(undefined)
  const [refused, setRefused] = useState<Record<string, string>>({})
  const [others, setOthers] = useState<string[]>([])
  const [conflict, setConflict] = useState<Happening[]>()

  const touch = useCallback(() => {
    seen.current ??= inquiry.version
  }, [inquiry.version])
  const clear = useCallback((code: string) => setRefused(({ [code]: _gone, ...rest }) => rest), [])

  const take = async (action: Unversioned<Action>) => {
    setRefused({})
    setOthers([])
    setConflict(undefined)
    try {
      const version = UNVERSIONED.includes(action.do) ? {} : { version: seen.current ?? inquiry.version }
      const step = { ...action, ...version } as Action
      sent.current = sentAs(sent.current, JSON.stringify(step), () => crypto.randomUUID())
      const after = await act.mutateAsync({ ...step, key: sent.current.key })
      seen.current = sent.current = undefined
      return after
    } catch (error) {
      const problem = asProblem(error)
      if (answered(problem.status)) sent.current = undefined
      if (isProblem(error, 'inquiry-changed') || isProblem(error, 'action-not-allowed')) {
        setConflict(changesOf(problem.extra))
        seen.current = undefined
        await queries.invalidateQueries({ queryKey: keys.inquiry(inquiry.id) })
      } else if (problem.fields.length > 0) {
        const { known, others: rest } = byField(problem.fields)
        setRefused(known)
        setOthers(rest.filter((reason) => refusalWords(reason))) // the rest is said by the problem's own sentence
      }
      return undefined
    }
  }
  const explained = conflict !== undefined || Object.keys(refused).length > 0
  return { pending: act.isPending, error: explained ? undefined : act.error, refused, others, conflict, touch, clear, take }
}
