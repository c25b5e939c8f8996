import { retryIn, tryAgain } from '../logic/holding'
import type { Action, NewInquiry } from './inquiries'
import { asProblem, Problem } from './problem'
import type { Inquiry } from './types'

/** What can be sent later: a step with an inquiry, or a question that is raised. */
export type Sendable = Action | ({ do: 'raise' } & NewInquiry)

/** Where a step is taken on an inquiry's page: there is one at a time of each. */
export type Place = 'answer' | 'note' | 'assign'

export const placeOf = ({ do: what }: Sendable): Place => (what === 'note' || what === 'assign' ? what : 'answer')

/** A step that somebody took and that the API has not answered yet. Its id is its Idempotency-Key: however often it is sent, it is one step. */
export interface Held {
  id: string
  person: string
  /** The window that sends it; others leave it alone as long as that one lives. */
  owner: string
  /** "" for a question that is not raised yet. */
  inquiry: string
  item: string
  partner: string
  action: Sendable
  /** The page where it was taken, when that is not its inquiry's. */
  page?: string
  /** Drafts that are done with once it was taken. */
  drafts: string[]
  /** When it is sent next, in ms. */
  due: number
  /** Held: can be taken back. Waiting: was tried and got no answer, so it may have arrived. Refused: the API said no; it is not sent again. */
  state: 'held' | 'sending' | 'waiting' | 'refused'
  tries: number
  problem?: Pick<Problem, 'slug' | 'status' | 'message' | 'fields' | 'requestId' | 'extra'>
}

export type NewStep = Omit<Held, 'id' | 'person' | 'owner' | 'state' | 'tries' | 'problem'> & Partial<Pick<Held, 'id' | 'state' | 'tries'>>

export function problemIn(held: Held): Problem | undefined {
  const told = held.problem
  return told && new Problem(told.slug, told.status, told.message, told.fields, told.requestId, { ...told.extra })
}

interface World {
  person: string
  owner: string
  store: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>
  now(): number
  newKey(): string
  send(held: Held): Promise<Inquiry>
  sent(held: Held, after: Inquiry): void
  refused(held: Held): void
}

const PREFIX = 'whereabouts.outbox.'

/** What was sent and is not answered yet: held for a moment, sent once, and kept until there is an answer, through lost connections, ended sessions and reloads. */
export class Outbox {
  readonly #world: World
  readonly #listeners = new Set<() => void>()
  #all: readonly Held[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(world: World) {
    this.#world = world
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  all = (): readonly Held[] => this.#all

  of = (inquiry: string, place: Place = 'answer'): Held | undefined =>
    this.#all.find((one) => inquiry !== '' && one.inquiry === inquiry && placeOf(one.action) === place)

  /** What a form has sent, by the name under which it keeps what is typed. */
  ofDraft = (name: string): Held | undefined => this.#all.find((one) => one.drafts.includes(name))

  /** Takes over what this person's windows left that are no more: whoever lives keeps what is theirs. */
  adopt(living: ReadonlySet<string>): void {
    const { store, owner } = this.#world
    const prefix = this.#key('')
    const names = Array.from({ length: store.length }, (_one, place) => store.key(place) ?? '').filter((name) => name.startsWith(prefix))
    for (const name of names) {
      const held = readHeld(store.getItem(name))
      if (!held || this.#all.some((one) => one.id === held.id) || (held.owner !== owner && living.has(held.owner))) continue
      this.#put({ ...held, owner, state: held.state === 'sending' ? 'waiting' : held.state })
    }
    this.#plan()
  }

  add(step: NewStep): Held {
    const { person, owner, newKey } = this.#world
    const held: Held = { id: newKey(), state: 'held', tries: 0, ...step, person, owner }
    const before = this.of(step.inquiry, placeOf(step.action))
    if (before?.state === 'refused') this.drop(before.id)
    this.#put(held)
    this.#plan()
    return held
  }

  /** Takes a step back: false when it is on its way or may have arrived. */
  undo(id: string): boolean {
    if (this.#all.find((one) => one.id === id)?.state !== 'held') return false
    this.drop(id)
    return true
  }

  drop(id: string): void {
    this.#world.store.removeItem(this.#key(id))
    this.#become(this.#all.filter((one) => one.id !== id))
  }

  /** Sends what is held or waits, now: the connection is back, or the window goes. Resolves when each was tried. */
  async flush(): Promise<void> {
    await Promise.all(this.#all.filter((one) => one.state === 'held' || one.state === 'waiting').map((one) => this.sendNow(one.id)))
  }

  async sendNow(id: string): Promise<void> {
    const held = this.#all.find((one) => one.id === id)
    if (!held || held.state === 'sending' || held.state === 'refused') return
    const trying: Held = { ...held, state: 'sending', tries: held.tries + 1 }
    this.#put(trying)
    try {
      const after = await this.#world.send(trying)
      this.drop(id)
      this.#world.sent(trying, after)
    } catch (error) {
      const { slug, status, message, fields, requestId, extra } = asProblem(error)
      if (tryAgain(status)) this.#put({ ...trying, state: 'waiting', due: this.#world.now() + retryIn(trying.tries) })
      else {
        const refused: Held = { ...trying, state: 'refused', problem: { slug, status, message, fields, requestId, extra } }
        this.#put(refused)
        this.#world.refused(refused)
      }
    }
    this.#plan()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #key(id: string): string {
    return `${PREFIX}${this.#world.person}.${id}`
  }

  #put(held: Held): void {
    this.#world.store.setItem(this.#key(held.id), JSON.stringify(held))
    this.#become([...this.#all.filter((one) => one.id !== held.id), held])
  }

  #become(all: readonly Held[]): void {
    this.#all = all
    for (const listener of this.#listeners) listener()
  }

  /** One timer for whatever is due next. */
  #plan(): void {
    clearTimeout(this.#timer)
    const due = this.#all.filter((one) => one.state === 'held' || one.state === 'waiting').map((one) => one.due)
    if (due.length === 0) return
    this.#timer = setTimeout(
      () => {
        const now = this.#world.now()
        for (const one of this.#all) if ((one.state === 'held' || one.state === 'waiting') && one.due <= now) void this.sendNow(one.id)
        this.#plan()
      },
      Math.max(0, Math.min(...due) - this.#world.now()),
    )
  }
}

function readHeld(text: string | null): Held | undefined {
  try {
    return JSON.parse(text ?? '') as Held
  } catch {
    return undefined
  }
}
