import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { type NewInquiry, useAct, useInquiry, useRaise } from '../../api/inquiries'
import { keys } from '../../api/keys'
import { problemIn } from '../../api/outbox'
import { asProblem, isProblem } from '../../api/problem'
import type { Field, Inquiry, Item, Values } from '../../api/types'
import { useHeldOf, useOutbox } from '../../app/outbox'
import { useWorkplace } from '../../app/workplace'
import { type Begun, begunOn, type Edited, fieldOf, movedOn, withParts } from '../../logic/draftVersions'
import { byField, checkAll, isEmpty, marked, marksOf, neededAt, prefill, TYPING, toEdit, toSend } from '../../logic/fields'
import { retryIn } from '../../logic/holding'
import { firstLevel } from '../../logic/workflows'
import { useDraft } from '../../parts/drafts'
import { focusField } from '../../parts/MissingFields'

export interface Request extends Edited {
  workflow: string
  /** The draft that was saved on the way, for documents; "" while there is none. */
  draft: string
  /** What the API held when the person began, or when they last decided between two versions. */
  base?: Begun
}

/** Where what is typed into a stored draft is kept. */
export const editKey = (inquiry: string) => `edit.${inquiry}`

/** What a colleague saved meanwhile, as it stands there now. */
export interface Clash {
  theirs: Begun
  /** Parts that both changed. */
  parts: readonly string[]
  /** Parts that the colleague alone changed. */
  taken: readonly string[]
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
  const here = useLocation()
  const outbox = useOutbox()
  const held = useHeldOf(key)
  const { centre, catalogue, language, operatorName } = useWorkplace()
  const queries = useQueryClient()
  const raise = useRaise()
  const marks = marksOf(catalogue.release)
  const fresh: Request = {
    fields: { ...prefill(catalogue.requestFields(first), item, marks), ...copied, ...given?.fields },
    urgent: given?.urgent ?? false,
    urgencyReason: given?.urgencyReason ?? '',
    destination: given?.replier?.operator ?? '',
    workflow: first,
    product: given?.product ?? product,
    draft: given?.id ?? '',
    ...(given ? { base: begunOn(given) } : {}),
  }
  // Until somebody types, the form follows what is stored; from then on it goes by the version that was on the screen.
  const [typed, setTyped, forgetTyped] = useDraft<Request | null>(key, null)
  const request = typed ?? fresh
  const setRequest = (change: (before: Request) => Request) => setTyped((before) => change(before ?? fresh))
  const forget = () => {
    setTyped(null)
    forgetTyped()
  }
  const stored = useInquiry(given ? '' : request.draft)
  const inquiry = given ?? stored.data
  const act = useAct(request.draft)
  const [strict, setStrict] = useState(false)
  const [refused, setRefused] = useState<Record<string, string>>({})
  const [others, setOthers] = useState<string[]>([])
  const [failure, setFailure] = useState<unknown>()
  const [duplicate, setDuplicate] = useState<string>()
  const attempt = useRef({ key: '', body: '' })
  const pressed = useRef<boolean | undefined>(undefined)
  const [clash, setClash] = useState<Clash>()
  const [taken, setTaken] = useState<readonly string[]>([])

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

  const common = () => ({
    urgent: request.urgent,
    ...(request.urgent && request.urgencyReason ? { urgencyReason: request.urgencyReason } : {}),
    ...(destination ? { destination } : {}),
  })
  const values = () => marked(fields, request.fields, language.slice(0, 2))
  const question = (send: boolean): NewInquiry => ({
    itemId,
    workflow: request.workflow,
    centre,
    fields: toSend(fields, values()),
    ...(request.product ? { product: request.product } : {}),
    ...common(),
    send,
  })

  const store = async (send: boolean, seen = request.base): Promise<Inquiry> => {
    if (inquiry) {
      const before = seen ?? begunOn(inquiry)
      const edited = await act.mutateAsync({
        do: 'edit',
        ...common(),
        ...(request.product && request.product !== before.product ? { product: request.product } : {}),
        fields: toEdit(fields, values(), before.fields),
        version: before.version,
      })
      setTyped((now) => now && { ...now, base: begunOn(edited) })
      return send ? act.mutateAsync({ do: 'send', version: edited.version }) : edited
    }
    const whole = question(send)
    const text = JSON.stringify(whole)
    if (attempt.current.body !== text) attempt.current = { key: crypto.randomUUID(), body: text }
    return raise.mutateAsync({ ...whole, key: attempt.current.key })
  }

  /** Without a connection the question is kept, and raised when there is one. The form has nothing more to do. */
  const keepForLater = (send: boolean) => {
    outbox.add({
      id: attempt.current.key,
      inquiry: '',
      item: itemId,
      partner: operatorName(destination),
      action: { do: 'raise', ...question(send) },
      page: here.pathname + here.search,
      drafts: [key],
      state: 'waiting',
      tries: 1,
      due: Date.now() + retryIn(1),
    })
    attempt.current = { key: '', body: '' }
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

  /** A colleague saved the draft: goes on by itself where the two edits do not meet, else leaves it to the person. */
  const catchUp = async (error: unknown, send: boolean): Promise<Inquiry | undefined> => {
    const before = request.base
    if (!inquiry || !before || !isProblem(error, 'inquiry-changed')) throw error
    await queries.refetchQueries({ queryKey: keys.inquiry(inquiry.id) })
    const now = queries.getQueryData<Inquiry>(keys.inquiry(inquiry.id))
    if (!now || now.version <= before.version) throw error
    if (now.state !== 'draft') return undefined // the page shows what it is now, and what was typed
    const theirs = begunOn(now)
    const moved = movedOn(fields, before, request, theirs)
    if (moved.clashing.length === 0 && moved.taken.length === 0) return store(send, theirs)
    if (moved.clashing.length > 0) setClash({ theirs, parts: moved.clashing, taken: moved.taken })
    else goOn({ theirs, parts: [], taken: moved.taken }, [])
    return undefined
  }

  /** Goes on from what the colleague saved, with what was changed here on top; of what both changed, these parts are theirs. */
  const goOn = ({ theirs, taken: alone }: Clash, parts: readonly string[]) => {
    setRequest((before) => ({ ...withParts(before, [...alone, ...parts], theirs), base: theirs }))
    setClash(undefined)
    setTaken(alone)
  }
  const decide = (whose: 'mine' | 'theirs') => {
    if (!clash) return
    goOn(clash, whose === 'theirs' ? clash.parts : [])
    const [first] = clash.parts.map(fieldOf)
    if (first) focusField(first)
  }

  /** Answers the stored inquiry, or undefined after it has put what is wrong where it can be seen. */
  const submit = async (send: boolean): Promise<Inquiry | undefined> => {
    setFailure(undefined)
    setDuplicate(undefined)
    setOthers([])
    setRefused({})
    setClash(undefined)
    setTaken([])
    setStrict(send)
    pressed.current = send
    const wrong = Object.keys(checkAll(fields, request.fields, send ? level : TYPING))
    if (wrong[0]) {
      focusField(wrong[0])
      return undefined
    }
    if (send && request.urgent && !request.urgencyReason) return undefined
    try {
      const saved = await store(send).catch((error: unknown) => catchUp(error, send))
      if (!saved) return undefined
      forget()
      if (!given || send) void navigate(`/inquiries/${saved.id}`, { replace: true })
      return saved
    } catch (error) {
      if (!inquiry && isProblem(error, 'unreachable')) keepForLater(send)
      else explain(error)
      return undefined
    }
  }

  // What was kept is told where it can be put right when it was refused; once it is raised, this form is done with.
  const waited = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when what was kept has become something else
  useEffect(() => {
    if (held?.state === 'refused') {
      explain(problemIn(held))
      outbox.drop(held.id)
    } else if (!held && waited.current) void navigate(`/items/${itemId}`, { replace: true })
    waited.current = held !== undefined && held.state !== 'refused'
  }, [held])

  /** The id of what is stored, for documents: saves a draft, and stays on the page. */
  const ensure = async (): Promise<string | undefined> => {
    if (inquiry) return inquiry.id
    pressed.current = undefined
    try {
      const saved = await store(false)
      setRequest((before) => ({ ...before, draft: saved.id, base: begunOn(saved) }))
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
    /** It was sent without a connection, and goes out when there is one. */
    kept: held !== undefined && held.state !== 'refused',
    /** What the person pressed last: true for Send, false for Save; undefined after anything else. */
    pressed,
    clash,
    /** What a colleague changed and stands in the form now. */
    taken,
    decide,
    submit,
    ensure,
    pending: raise.isPending || act.isPending,
  }
}
