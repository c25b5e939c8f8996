import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Action, UNVERSIONED, useAct } from '../../api/inquiries'
import { keys } from '../../api/keys'
import { type NewStep, type Place, problemIn } from '../../api/outbox'
import { asProblem, isProblem } from '../../api/problem'
import type { Happening, Inquiry } from '../../api/types'
import { useHeld, useOutbox } from '../../app/outbox'
import { useWorkplace } from '../../app/workplace'
import { changesOf, partnerOf } from '../../logic/conversation'
import { byField } from '../../logic/fields'
import { holdFor, isHeld, retryIn } from '../../logic/holding'
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
  /** Drafts are forgotten once the step was taken. Undefined when it was not, or not yet: what the other post would see is held for a moment, see app/outbox. */
  take(action: Unversioned<Action>, drafts?: readonly string[]): Promise<Inquiry | undefined>
}

/**
 * Takes one step with an inquiry, decided on the version that was on the screen when the person began. Where it has a place in the outbox,
 * what goes to the other post can be taken back for a moment, and whatever finds no connection is kept and sent when there is one.
 */
export function useStep(inquiry: Inquiry, held?: Place): Step {
  const act = useAct(inquiry.id)
  const outbox = useOutbox()
  const waiting = useHeld(inquiry.id, held)
  const { partyName } = useWorkplace()
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

  const [refusal, setRefusal] = useState<unknown>()
  const explain = useCallback((error: unknown) => {
    const problem = asProblem(error)
    setRefusal(error)
    if (isProblem(error, 'inquiry-changed') || isProblem(error, 'action-not-allowed')) {
      setConflict(changesOf(problem.extra))
      seen.current = undefined
    } else if (problem.fields.length > 0) {
      const { known, others: rest } = byField(problem.fields)
      setRefused(known)
      setOthers(rest.filter((reason) => refusalWords(reason))) // the rest is said by the problem's own sentence
    }
  }, [])
  const forget = () => {
    setRefused({})
    setOthers([])
    setConflict(undefined)
    setRefusal(undefined)
  }

  // What was refused after its moment is told where it can be put right.
  useEffect(() => {
    if (!held || waiting?.state !== 'refused') return
    explain(problemIn(waiting))
    outbox.drop(waiting.id)
  }, [held, waiting, explain, outbox])

  const take = async (action: Unversioned<Action>, drafts: readonly string[] = []) => {
    forget()
    const version = UNVERSIONED.includes(action.do) ? {} : { version: seen.current ?? inquiry.version }
    const step = { ...action, ...version } as Action
    const later = (more: Partial<NewStep>) => {
      seen.current = undefined // whoever takes it back decides on what is there then
      outbox.add({
        inquiry: inquiry.id,
        item: inquiry.itemId,
        partner: partyName(partnerOf(inquiry)),
        action: step,
        drafts: [...drafts],
        due: Date.now() + holdFor(Date.now(), step.do === 'reply' ? inquiry.dueAt : inquiry.respondBy),
        ...more,
      })
    }
    if (held && isHeld(step.do)) {
      later({})
      return undefined
    }
    try {
      sent.current = sentAs(sent.current, JSON.stringify(step), () => crypto.randomUUID())
      const after = await act.mutateAsync({ ...step, key: sent.current.key })
      seen.current = sent.current = undefined
      return after
    } catch (error) {
      const problem = asProblem(error)
      if (held && problem.status === 0 && sent.current) {
        later({ id: sent.current.key, state: 'waiting', tries: 1, due: Date.now() + retryIn(1) })
        sent.current = undefined
        return undefined
      }
      if (answered(problem.status)) sent.current = undefined
      explain(error)
      if (isProblem(error, 'inquiry-changed') || isProblem(error, 'action-not-allowed'))
        await queries.invalidateQueries({ queryKey: keys.inquiry(inquiry.id) })
      return undefined
    }
  }
  const explained = conflict !== undefined || Object.keys(refused).length > 0
  return { pending: act.isPending, error: explained ? undefined : refusal, refused, others, conflict, touch, clear, take }
}
