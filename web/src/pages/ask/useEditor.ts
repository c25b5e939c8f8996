import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useAct, useRaise } from '../../api/inquiries'
import { asProblem, isProblem } from '../../api/problem'
import type { Field, Inquiry, Item, Values } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { byField, checkAll, prefill, toEdit, toSend } from '../../logic/fields'
import { useDraft } from '../../parts/drafts'
import { focusField } from '../../parts/MissingFields'

interface Request {
  fields: Values
  urgent: boolean
  /** Operator code; "" while nobody knows. */
  destination: string
}

/** The state of a request being written: typed values, what is wrong with them, saving and sending. */
export function useEditor(
  itemId: string,
  workflow: string,
  fields: readonly Field[],
  item: Item | undefined,
  inquiry: Inquiry | undefined,
) {
  const navigate = useNavigate()
  const { centre } = useWorkplace()
  const raise = useRaise()
  const act = useAct(inquiry?.id ?? '')
  const known = prefill(fields, item)
  const start: Request = {
    fields: { ...known, ...inquiry?.fields },
    urgent: inquiry?.urgent ?? false,
    destination: inquiry?.replier?.operator || item?.destination?.operator || '',
  }
  const [request, setRequest, forget] = useDraft<Request>(inquiry ? `edit.${inquiry.id}` : `ask.${itemId}`, start)
  const [strict, setStrict] = useState(false)
  const [refused, setRefused] = useState<Record<string, string>>({})
  const [others, setOthers] = useState<string[]>([])
  const [failure, setFailure] = useState<unknown>()
  const [duplicate, setDuplicate] = useState<string>()
  const attempt = useRef({ key: '', body: '' })

  const complaints = checkAll(fields, request.fields, strict)
  const blamed = strict ? fields.filter((field) => complaints[field.code] || refused[field.code]) : []

  const change = (code: string, value: unknown) => {
    setRefused(({ [code]: _gone, ...rest }) => rest)
    setRequest((before) => ({ ...before, fields: { ...before.fields, [code]: value } }))
  }
  const setUrgent = (urgent: boolean) => setRequest((before) => ({ ...before, urgent }))
  const setDestination = (destination: string) => setRequest((before) => ({ ...before, destination }))

  const store = async (send: boolean): Promise<Inquiry> => {
    const body = { urgent: request.urgent, ...(request.destination ? { destination: request.destination } : {}) }
    if (inquiry) {
      const edited = await act.mutateAsync({
        do: 'edit',
        ...body,
        fields: toEdit(fields, request.fields, inquiry.fields),
        version: inquiry.version,
      })
      return send ? act.mutateAsync({ do: 'send', version: edited.version }) : edited
    }
    const whole = {
      itemId,
      workflow,
      centre,
      fields: toSend(fields, request.fields),
      ...(item?.product ? { product: item.product } : {}),
      ...body,
      send,
    }
    const text = JSON.stringify(whole)
    if (attempt.current.body !== text) attempt.current = { key: crypto.randomUUID(), body: text }
    return raise.mutateAsync({ ...whole, key: attempt.current.key })
  }

  /** Answers the stored inquiry, or undefined after it has put what is wrong where it can be seen. */
  const submit = async (send: boolean): Promise<Inquiry | undefined> => {
    setFailure(undefined)
    setDuplicate(undefined)
    setOthers([])
    setRefused({})
    setStrict(send)
    const wrong = Object.keys(checkAll(fields, request.fields, send))
    if (wrong[0]) {
      focusField(wrong[0])
      return undefined
    }
    try {
      const stored = await store(send)
      forget()
      if (!inquiry || send) void navigate(`/inquiries/${stored.id}`, { replace: true })
      return stored
    } catch (error) {
      const problem = asProblem(error)
      if (isProblem(error, 'inquiry-duplicate') && typeof problem.extra.inquiryId === 'string') setDuplicate(problem.extra.inquiryId)
      else if (problem.fields.length > 0) {
        const { known: named, others: rest } = byField(problem.fields)
        setStrict(true)
        setRefused(named)
        setOthers(rest)
      } else setFailure(error)
      return undefined
    }
  }

  const filled = new Set(Object.keys(known).filter((code) => request.fields[code] === known[code]))
  return {
    request,
    change,
    setUrgent,
    setDestination,
    strict,
    refused,
    blamed,
    others,
    failure,
    duplicate,
    filled,
    submit,
    pending: raise.isPending || act.isPending,
  }
}
