// Whom administrators have invited: the mock's part of it.
import type { Person } from './state'

type Bag = Record<string, unknown>

const DAY = 24
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const OLGA = { subject: '4', name: 'Olga Admin' }
const TERMS = { origin: 'assumed', days: 14, keptDays: 30, maxWaiting: 100, maxLetters: 5 }

const invitation = (id: string, name: string, more: Bag = {}): Bag => ({
  id: id.padEnd(26, '0'),
  operator: 'GBA',
  email: `${name.toLowerCase().replaceAll(' ', '.')}@gba.example`,
  name,
  language: 'en',
  callCentres: ['GBA-DON'],
  roles: ['agent'],
  state: 'waiting',
  invitedAt: ago(2 * DAY),
  invitedBy: OLGA,
  changedAt: null,
  changedBy: null,
  endsAt: ago(-12 * DAY),
  letters: 1,
  letterAt: ago(2 * DAY),
  letter: 'sent',
  withdrawnAt: null,
  withdrawnBy: null,
  takenUpAt: null,
  takenUpBy: null,
  version: 1,
  ...more,
})

const all: Bag[] = [
  invitation('1', 'Nora Newcomer'),
  invitation('2', 'Marguerite Featherstonehaugh', {
    letter: 'refused',
    roles: ['agent', 'supervisor'],
    callCentres: ['GBA-DON', 'GBA-BEL'],
  }),
  invitation('3', 'Late Larry', { state: 'expired', invitedAt: ago(20 * DAY), endsAt: ago(6 * DAY), letters: 2 }),
  invitation('4', 'Sam Supervisor', { state: 'takenUp', takenUpAt: ago(30), takenUpBy: '3', version: 2 }),
  invitation('5', 'Wrong Address', { state: 'withdrawn', withdrawnAt: ago(20), withdrawnBy: OLGA, version: 2 }),
]

const at = (path: string) => all.find((one) => path === `/v1/agents/invitations/${one.id}`)

export const invitationVersionAt = (path: string): number | undefined => at(path)?.version as number | undefined

export const withdrawn = (path: string): boolean => at(path)?.state === 'withdrawn'

/** Answers what it knows, undefined for the rest. */
export function invitations(method: string, path: string, body: Bag, person: Person): unknown {
  const [, , head, middle, id, verb] = path.split('/')
  if (head !== 'agents' || middle !== 'invitations') return undefined
  const own = all.filter((one) => one.operator === person.operator)
  if (!id && method === 'GET') return { items: own, terms: TERMS }
  if (!id) {
    const by = { subject: person.sub, name: person.name }
    const made = invitation(String(all.length + 1), String(body.name), {
      ...body,
      operator: person.operator,
      invitedBy: by,
      invitedAt: ago(0),
      endsAt: ago(-14 * DAY),
    })
    all.unshift(made)
    return made
  }
  const one = own.find((other) => other.id === id)
  if (!one || method === 'GET') return one
  one.version = Number(one.version) + 1
  if (verb === 'send') Object.assign(one, { state: 'waiting', letter: 'sent', letters: Number(one.letters) + 1, endsAt: ago(-14 * DAY) })
  else if (method === 'DELETE') Object.assign(one, { state: 'withdrawn', withdrawnAt: ago(0), withdrawnBy: OLGA })
  else Object.assign(one, body)
  return one
}
