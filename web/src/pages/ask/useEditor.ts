import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useAct, useInquiry, useRaise } from '../../api/inquiries'
import { asProblem, isProblem } from '../../api/problem'
import type { Field, Inquiry, Item, Values } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { byField, checkAll, isEmpty, marked, marksOf, neededAt, prefill, TYPING, toEdit, toSend } from '../../logic/fields'
import { firstLevel } from '../../logic/workflows'
import { useDraft } from '../../parts/drafts'
import { focusField } from '../../parts/MissingFields'

interface Request {
  fields: Values
  urgent: boolean
  /** Code of the catalogue: why it is urgent. */
  urgencyReason: string
  /** Operator code that the person chose; "" for the one tracking points to. */
  destination: string
  workflow: string
  product: string
  /** The draft that was saved on the way, for documents; "" while there is none. */
  draft: string
}

export interface Start {
  itemId: string
  item: Item | undefined
  workflow: string
  product: string
  /** What another inquiry says that this one goes on from. */
  copied?: Values
  /** Where what is typed is kept. */
  key: string
}

/** The state of a request being written: what it asks, typed values, what is wrong with them, saving and sending. */
export function useEditor({ itemId, item, workflow: first, product, copied, key }: Start, given: Inquiry | undefined) {
  const navigate = useNavigate()
  const { centre, catalogue, language } = useWorkplace()
  const raise = useRaise()
  const marks = marksOf(catalogue.release)
  const [request, setRequest, forget] = useDraft<Request>(key, {
    fields: { ...prefill(catalogue.requestFields(first), item, marks), ...copied, ...given?.fields },
    urgent: given?.urgent ?? false,
    urgencyReason: given?.urgencyReason ?? '',
    destination: given?.replier?.operator ?? '',
    workflow: first,
    product: given?.product ?? product,
    draft: given?.id ?? '',
  })
  const stored = useInquiry(given ? '' : request.draft)
  const inquiry = given ?? stored.data
  const act = useAct(request.draft)
  const [strict, setStrict] = useState(false)
  const [refused, setRefused] = useState<Record<string, string>>({})
  const [others, setOthers] = useState<string[]>([])
  const [failure, setFailure] = useState<unknown>()
  const [duplicate, setDuplicate] = useState<string>()
  const attempt = useRef({ key: '', body: '' })

  const workflow = catalogue.workflowOf(request.workflow)
  const fields: readonly Field[] = catalogue.requestFields(request.workflow)
  const level = workflow ? firstLevel(workflow) : 1
  const known = prefill(fields, item, marks)
  const end = workflow?.asks === 'origin' ? item?.origin : item?.destination
  const destination = request.destination || end?.operator || ''
  const complaints = checkAll(fields, request.fields, strict ? level : TYPING)
  const firstToFill = neededAt(fields, request.fields, level)[0]?.code
  const blamed = strict ? fields.filter((field) => complaints[field.code] || refused[field.code]) : []

  const change = (code: string, value: unknown) => {
    setRefused(({ [code]: _gone, ...rest }) => rest)
    setRequest((before) => ({ ...before, fields: { ...before.fields, [code]: value } }))
  }
  const setUrgent = (urgent: boolean) => setRequest((before) => ({ ...before, urgent }))
  const setUrgencyReason = (code: string) => setRequest((before) => ({ ...before, urgencyReason: code }))
  const setDestination = (operator: string) => setRequest((before) => ({ ...before, destination: operator }))
  const setProduct = (code: string) => setRequest((before) => ({ ...before, product: code }))
  /** What was typed stays; what tracking knows for the new question is added. */
  const setWorkflow = (code: string) => {
    setStrict(false)
    setRefused({})
    setOthers([])
    setFailure(undefined)
    setDuplicate(undefined)
    setRequest((before) => {
      const more = Object.entries(prefill(catalogue.requestFields(code), item, marks)).filter(([name]) => isEmpty(before.fields[name]))
      return { ...before, workflow: code, fields: { ...before.fields, ...Object.fromEntries(more) } }
    })
  }

  const store = async (send: boolean): Promise<Inquiry> => {
    const body = {
      urgent: request.urgent,
      ...(request.urgent && request.urgencyReason ? { urgencyReason: request.urgencyReason } : {}),
      ...(destination ? { destination } : {}),
    }
    const values = marked(fields, request.fields, language.slice(0, 2))
    if (inquiry) {
      const edited = await act.mutateAsync({
        do: 'edit',
        ...body,
        ...(request.product && request.product !== inquiry.product ? { product: request.product } : {}),
        fields: toEdit(fields, values, inquiry.fields),
        version: inquiry.version,
      })
      return send ? act.mutateAsync({ do: 'send', version: edited.version }) : edited
    }
    const whole = {
      itemId,
      workflow: request.workflow,
      centre,
      fields: toSend(fields, values),
      ...(request.product ? { product: request.product } : {}),
      ...body,
      send,
    }
    const text = JSON.stringify(whole)
    if (attempt.current.body !== text) attempt.current = { key: crypto.randomUUID(), body: text }
    return raise.mutateAsync({ ...whole, key: attempt.current.key })
  }

  const explain = (error: unknown) => {
    const problem = asProblem(error)
    if (isProblem(error, 'inquiry-duplicate') && typeof problem.extra.inquiryId === 'string') return setDuplicate(problem.extra.inquiryId)
    if (problem.fields.length === 0) return setFailure(error)
    const { known: named, others: rest } = byField(problem.fields)
    const shown = Object.keys(named).some((code) => fields.some((field) => field.code === code))
    setStrict(true)
    setRefused(named)
    setOthers(rest)
    if (!shown) setFailure(error) // nothing on the page is to blame: the problem's own sentence says what to do
  }

  /** Answers the stored inquiry, or undefined after it has put what is wrong where it can be seen. */
  const submit = async (send: boolean): Promise<Inquiry | undefined> => {
    setFailure(undefined)
    setDuplicate(undefined)
    setOthers([])
    setRefused({})
    setStrict(send)
    const wrong = Object.keys(checkAll(fields, request.fields, send ? level : TYPING))
    if (wrong[0]) {
      focusField(wrong[0])
      return undefined
    }
    if (send && request.urgent && !request.urgencyReason) return undefined
    try {
      const saved = await store(send)
      forget()
      if (!given || send) void navigate(`/inquiries/${saved.id}`, { replace: true })
      return saved
    } catch (error) {
      explain(error)
      return undefined
    }
  }

  /** The id of what is stored, for documents: saves a draft, and stays on the page. */
  const ensure = async (): Promise<string | undefined> => {
    if (inquiry) return inquiry.id
    try {
      const saved = await store(false)
      setRequest((before) => ({ ...before, draft: saved.id }))
      return saved.id
    } catch (error) {
      explain(error)
      return undefined
    }
  }

  const filled = new Set(Object.keys(known).filter((code) => request.fields[code] === known[code]))
  return {
    request,
    workflow,
    level,
    inquiry,
    destination,
    /** Tracking points to the post that is asked. */
    fromTracking: Boolean(destination) && destination === end?.operator,
    change,
    setUrgent,
    setUrgencyReason,
    setDestination,
    setProduct,
    setWorkflow,
    strict,
    refused,
    blamed,
    firstToFill,
    others,
    failure,
    duplicate,
    filled,
    submit,
    ensure,
    pending: raise.isPending || act.isPending,
  }
}
