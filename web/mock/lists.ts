// Saved lists on the made-up API: one with news, one that ends soon and one that is new. Never part of a build.
import { ago } from './data'
import { inquiries, type Person } from './state'

type Bag = Record<string, unknown>
interface Row {
  itemId: string
  addedAt: string
  news: boolean
  changedAt: string | null
  takesPart: boolean
  milestone: string
  phase: string
  code: string
  country: string
  since: string | null
  terminal: boolean
  lastCode: string
  lastAt: string | null
  watchedUntil: string | null
}
interface List extends Bag {
  id: string
  name: string
  rows: Row[]
  news: number
  version: number
  operator: string
}

const row = (itemId: string, milestone: string, code: string, country: string, hours: number, more: Partial<Row> = {}): Row => ({
  itemId,
  addedAt: ago(200),
  news: false,
  changedAt: hours ? ago(hours - 1) : null,
  takesPart: true,
  milestone,
  phase: 'transit',
  code,
  country,
  since: hours ? ago(hours) : null,
  terminal: ['delivered', 'ended'].includes(milestone),
  lastCode: code,
  lastAt: hours ? ago(hours) : null,
  watchedUntil: ago(-2000),
  ...more,
})
const id = (n: number) => `01JDXXXXXXXXXXXXXXXXXXXXL${n}`
const list = (n: number, name: string, rows: Row[], more: Bag = {}): List => ({
  id: id(n),
  name,
  note: '',
  shared: 'centre',
  centre: 'GBA-DON',
  madeBy: 'Ana Agent',
  mine: true,
  createdAt: ago(300),
  expiresAt: ago(-24 * 60),
  changedAt: rows.find((one) => one.changedAt)?.changedAt ?? null,
  version: 1,
  mayBeEdited: true,
  operator: 'GBA',
  upTo: 9,
  news: rows.filter((one) => one.news).length,
  rows,
  ...more,
})
const lists: List[] = [
  list(
    1,
    'Christmas, shop in Leeds',
    [
      row('CC473124829GB', 'delivered', 'EMI', 'DE', 3, { news: true }),
      row('CC100000290GB', 'customs-hold', 'EME', 'DE', 20, { news: true }),
      row('CC100000025GB', 'in-transit', 'EMF', 'DE', 44, { lastCode: 'EDD', lastAt: ago(40) }),
      row('EE123456799GB', 'attempted', 'EMH', 'US', 60),
      row('RB123456785FR', 'left-origin-country', '', 'FR', 90, { takesPart: false, lastCode: '' }),
      row('CP660104503CA', '', '', '', 0),
      row('LX880001239CN', 'delivered', 'EMI', 'GB', 24 * 20, { watchedUntil: null }),
    ],
    { note: 'The shop rings every morning.' },
  ),
  list(2, 'Container that was late at Heathrow', [row('EM200000010US', 'arrived', 'EMD', 'GB', 30)], {
    shared: 'operator',
    mine: false,
    madeBy: 'Sam Supervisor',
    expiresAt: ago(-24 * 6),
    mayBeEdited: false,
  }),
  list(3, 'For Monday', []),
]

const view = ({ rows, operator: _operator, ...one }: List) => ({ ...one, itemCount: rows.length })

export const listVersionAt = (path: string): number | undefined => lists.find((one) => path === `/v1/lists/${one.id}`)?.version

/** What the made-up API says of lists; undefined where that is not its business. */
export function savedLists(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  const [, , head, name = '', verb = '', step = ''] = path.split('/')
  if (head !== 'lists') return undefined
  const mine = lists.filter((one) => one.operator === person.operator)
  const one = mine.find((each) => each.id === name)
  if (!name && method === 'GET') return { items: mine.map(view) }
  if (!name) {
    const made = list(lists.length + 1, String(body.name), [], {
      note: body.note ?? '',
      shared: body.shared,
      operator: person.operator,
      changedAt: null,
    })
    lists.push(made)
    return view(made)
  }
  if (!one) return undefined
  switch (`${method} ${verb} ${step}`.trim()) {
    case 'GET':
      return { ...view(one), rows: one.rows }
    case 'PATCH':
      Object.assign(one, body.renew ? { expiresAt: ago(-24 * 90) } : body, { version: one.version + 1 })
      return view(one)
    case 'DELETE':
      lists.splice(lists.indexOf(one), 1)
      return {}
    case 'GET inquiries':
      return {
        items: (query.get('items') ?? '').split(',').flatMap((itemId) => {
          const open = inquiries.filter((each) => each.itemId === itemId && !['closed', 'draft'].includes(each.state))
          return open.length > 0
            ? [{ itemId, inquiries: open.map((each) => ({ id: each.id, workflow: each.workflow, state: each.state, dueAt: each.dueAt })) }]
            : []
        }),
      }
    case 'POST seen':
      one.news = 0
      for (const each of one.rows) each.news = false
      return {}
    case 'POST items': {
      const items = String(body.text)
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line, index) => {
          const itemId = line.toUpperCase().replace(/[^A-Z0-9]/g, '')
          const right = /^[A-Z]{2}\d{9}[A-Z]{2}$/.test(itemId)
          const there = one.rows.some((each) => each.itemId === itemId)
          if (right && !there) one.rows.push(row(itemId, '', '', '', 0))
          return {
            line: index + 1,
            text: line,
            itemId: right ? itemId : '',
            outcome: !right ? 'invalid' : there ? 'present' : 'added',
            reason: right ? '' : `length: has ${itemId.length} characters, not 13`,
          }
        })
      return { items, added: items.filter((each) => each.outcome === 'added').length }
    }
    case 'POST items remove':
      one.rows = one.rows.filter((each) => !(body.items as string[]).includes(each.itemId))
      return {}
  }
  return undefined
}
