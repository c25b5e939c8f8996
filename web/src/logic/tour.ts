/** A stop of the way around: what is shown, and the words that go with it. */
export interface Stop {
  id:
    | 'search'
    | 'folders'
    | 'list'
    | 'ask'
    | 'alerts'
    | 'unroutable'
    | 'messages'
    | 'hub'
    | 'reports'
    | 'centres'
    | 'machines'
    | 'partners'
    | 'catalogue'
    | 'help'
  /** Where it is on the screen, as a selector. */
  at: string
}

const AT: Record<Stop['id'], string> = {
  search: '#top input[type="search"], #top input',
  folders: 'nav a[href^="/folders/toDo"]',
  list: '#page table',
  ask: 'nav a[href="/items"]',
  alerts: '#top a[href="/alerts"], nav a[href="/alerts"]',
  unroutable: 'nav a[href^="/folders/unroutable"]',
  messages: 'nav a[href="/messages"]',
  hub: 'nav a[href="/data-hub"]',
  reports: 'nav a[href="/reports"]',
  centres: 'nav a[href="/administration/call-centres"]',
  machines: 'nav a[href="/administration/machine-access"]',
  partners: 'nav a[href="/partners"]',
  catalogue: 'nav a[href="/catalogue"]',
  help: '', // the help's button bears its name in the reader's language
}

const BY_ROLE: readonly [string, readonly Stop['id'][]][] = [
  ['network-administrator', ['reports', 'hub', 'partners', 'machines', 'catalogue', 'help']],
  ['operator-administrator', ['folders', 'centres', 'machines', 'messages', 'reports', 'help']],
  ['supervisor', ['folders', 'list', 'unroutable', 'messages', 'hub', 'help']],
  ['agent', ['folders', 'list', 'search', 'ask', 'alerts', 'help']],
]

/** The way around for a person: that of the role in which they answer for most. Nobody without a call centre is shown folders. */
export function tourOf(roles: readonly string[], hasCentre: boolean): Stop[] {
  const ids = BY_ROLE.find(([role]) => roles.includes(role))?.[1] ?? ['reports', 'partners', 'help']
  return ids.filter((id) => hasCentre || !['folders', 'list', 'unroutable', 'ask', 'alerts'].includes(id)).map((id) => ({ id, at: AT[id] }))
}

export type FirstLine =
  | 'order'
  | 'open'
  | 'keys'
  | 'team'
  | 'figures'
  | 'hours'
  | 'people'
  | 'reports'
  | 'hub'
  | 'catalogue'
  | 'partners'
  | 'anywhere'
  | 'help'

const FIRST: readonly [string, readonly FirstLine[]][] = [
  ['network-administrator', ['reports', 'hub', 'catalogue', 'help']],
  ['operator-administrator', ['order', 'hours', 'people', 'help']],
  ['supervisor', ['order', 'team', 'figures', 'help']],
  ['agent', ['order', 'open', 'keys', 'help']],
]
const ELSEWHERE: readonly FirstLine[] = ['reports', 'partners', 'anywhere', 'help']

const OF_KEYS: readonly FirstLine[] = ['keys', 'anywhere']

/**
 * The lines for whoever is there for the first time, by the role in which they answer for most. Of folders hear only those who have some, and of keys those
 * who have a keyboard.
 */
export function firstLines(roles: readonly string[], hasCentre: boolean, hasKeys: boolean): readonly FirstLine[] {
  const ofRole = FIRST.find(([role]) => roles.includes(role))?.[1] ?? ELSEWHERE
  const lines = hasCentre || !ofRole.includes('order') ? ofRole : ELSEWHERE
  return hasKeys ? lines : lines.filter((line) => !OF_KEYS.includes(line))
}

/** Where a card of a size goes beside what it explains, in the window: below it, else above, else in the middle of the window; never over its edge. */
export function placeOf(
  target: { left: number; top: number; right: number; bottom: number } | undefined,
  card: { width: number; height: number },
  view: { width: number; height: number },
): { left: number; top: number } {
  const edge = 8
  const within = (at: number, size: number, all: number) => Math.max(edge, Math.min(at, all - size - edge))
  if (!target)
    return {
      left: within((view.width - card.width) / 2, card.width, view.width),
      top: within((view.height - card.height) / 2, card.height, view.height),
    }
  const below = target.bottom + edge
  const above = target.top - edge - card.height
  const top = below + card.height <= view.height ? below : above >= edge ? above : within(view.height, card.height, view.height)
  return { left: within(target.left, card.width, view.width), top }
}
