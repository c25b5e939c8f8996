import { ALERT_KINDS } from './alertGroups'

/** What somebody chose for one device. Off until they say otherwise. */
export interface Wishes {
  on: boolean
  kinds: readonly string[]
  /** What is urgent is told outside the call centre's hours too. */
  urgentAlways: boolean
}

const QUIET: readonly string[] = ['trackingUpdated', 'attached', 'closed', 'dueMoved', 'moveEnded', 'held', 'draft', 'lateItems']
export const DEFAULT_WISHES: Wishes = { on: false, kinds: ALERT_KINDS.filter((kind) => !QUIET.includes(kind)), urgentAlways: false }

/** Reads what was kept; what is not ours is left out. */
export function wishesFrom(kept: string | null): Wishes {
  try {
    const { on, kinds, urgentAlways } = JSON.parse(kept ?? '{}') as Partial<Wishes>
    return {
      on: on === true,
      kinds: Array.isArray(kinds) ? ALERT_KINDS.filter((kind) => kinds.includes(kind)) : DEFAULT_WISHES.kinds,
      urgentAlways: urgentAlways === true,
    }
  } catch {
    return DEFAULT_WISHES
  }
}

/** What of the alerts this device has dealt with, whichever window it was. */
export interface Dealt {
  seen: readonly string[]
  /** Something waits for the call centre to open. */
  waits: boolean
}

/** What was kept, or undefined for a device that has dealt with none yet. */
export function dealtFrom(kept: string | null): Dealt | undefined {
  try {
    const { seen, waits } = JSON.parse(kept ?? 'null') as Partial<Dealt>
    return Array.isArray(seen) ? { seen: seen.filter((one) => typeof one === 'string'), waits: waits === true } : undefined
  } catch {
    return undefined
  }
}

export interface Told {
  id: string
  kind: string
  inquiryId: string
  urgent: boolean
  read: boolean
}

/** One notification: of an inquiry, or of all that came. The same tag replaces, so that none stands twice. */
export type Notice<A> = { tag: string; about: A; count: number } | { tag: 'all'; count: number; inquiries: number; whileClosed: boolean }

/** Beyond so many inquiries at once there is one notification of all. */
const AT_ONCE = 3
/** More than any list of alerts holds; what is older is never asked about again. */
const REMEMBERED = 400

interface Page<A> {
  items: readonly A[]
  nextCursor?: string
}

/**
 * The alerts from the newest to the first one that was seen, page by page, so that nothing between is passed over. Rejects when a page cannot be
 * read: then nothing was dealt with, and the next time tells it all.
 */
export async function upToDealt<A extends { id: string }>(
  first: Page<A>,
  seen: readonly string[] | undefined,
  next: (cursor: string) => Promise<Page<A>>,
): Promise<A[]> {
  const all = [...first.items]
  if (!seen) return all // a device that was never asked tells none of what is old
  const before = new Set(seen)
  let page = first
  while (page.nextCursor && all.length < REMEMBERED && !page.items.some((one) => before.has(one.id))) {
    page = await next(page.nextCursor)
    all.push(...page.items)
  }
  return all
}

/** Whether a call centre is open at an instant, by what the API said before: it changes once, at nextChange. */
export function openAt(centre: { openNow: boolean; nextChange?: string | null }, now: number): boolean {
  return centre.nextChange && now >= Date.parse(centre.nextChange) ? !centre.openNow : centre.openNow
}

/**
 * What to tell of the alerts that are there, newest first. A device that was asked for the first time tells none of what is old. Outside the
 * hours nothing is told and nothing is lost: what came in the meantime is told together when the call centre opens.
 */
export function toTell<A extends Told>(
  alerts: readonly A[],
  dealt: Dealt | undefined,
  wishes: Wishes,
  open: boolean,
): { notices: Notice<A>[]; dealt: Dealt } {
  if (!dealt) return { notices: [], dealt: { seen: alerts.map((one) => one.id), waits: false } }
  const before = new Set(dealt.seen)
  const wanted = alerts.filter((one) => !one.read && !before.has(one.id) && wishes.kinds.includes(one.kind))
  const now = open ? wanted : wanted.filter((one) => wishes.urgentAlways && one.urgent)
  const later = new Set(wanted.filter((one) => !now.includes(one)).map((one) => one.id))
  const seen = [...alerts.filter((one) => !later.has(one.id)).map((one) => one.id), ...dealt.seen.filter((id) => !later.has(id))]
  const whileClosed = open && dealt.waits
  return {
    notices: noticesOf(now, whileClosed),
    dealt: { seen: [...new Set(seen)].slice(0, REMEMBERED), waits: later.size > 0 },
  }
}

function noticesOf<A extends Told>(alerts: readonly A[], whileClosed: boolean): Notice<A>[] {
  const by = new Map<string, A[]>()
  for (const alert of alerts) by.set(alert.inquiryId || alert.id, [...(by.get(alert.inquiryId || alert.id) ?? []), alert])
  if (by.size > AT_ONCE || (whileClosed && by.size > 1)) return [{ tag: 'all', count: alerts.length, inquiries: by.size, whileClosed }]
  return [...by].flatMap(([tag, all]) => (all[0] ? [{ tag, about: all[0], count: all.length }] : []))
}
