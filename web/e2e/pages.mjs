// Every page, by who works with it: what `npm run look` takes pictures of and what axe is run on. A page is a name and its address, or how its
// address is found with a call of the API; no address: there is nothing of the kind now. A test compares with the routes.
import { readFileSync } from 'node:fs'
import { ANA, NILS, OLGA, SAM } from './people.mjs'

const FOLDERS = ['toDo', 'toRead', 'returned', 'waiting', 'overdueByPartner', 'drafts', 'closed']

/** The address of the first of a list that the API gives, and what part of it is wanted. */
const firstOf = (list, address) => async (get) => {
  const { body } = await get(list)
  return body?.items?.[0] && address(body.items[0])
}

/** Nobody is signed in. */
export const OUTSIDE = [
  ['landing', '/'],
  ['public-item', '/t'],
  ['developers', '/developers'],
  ['developers-guide', '/developers/quick-start'],
  ['developers-reference', '/developers/reference'],
  ['developers-operation', '/developers/reference/raise-inquiry'],
]

export const PAGES = {
  [ANA]: [
    ...FOLDERS.map((folder) => [`folder-${folder}`, `/folders/${folder}`]),
    ...FOLDERS.map((folder) => [`inquiry-${folder}`, firstOf(`/v1/folders/${folder}`, (one) => `/inquiries/${one.id}`)]),
    ['folder-panel', firstOf('/v1/folders/waiting', (one) => `/folders/waiting?open=${one.id}`)],
    ['filtered', '/folders/waiting?agent=none&urgent=true'],
    ['search', '/items'],
    ['find', '/search?q=Example'],
    ['item', firstOf('/v1/folders/waiting', (one) => `/items/${one.itemId}`)],
    ['item-wrong', '/items/CC12'],
    ['item-unknown', '/items/CC100000290IE'],
    ['ask', firstOf('/v1/folders/closed', (one) => `/items/${one.itemId}/ask`)],
    ['many', '/track'],
    ['ask-many', '/track/ask'],
    ['receptacle', '/transports/GBLALADEFRAAAEN60042001100018'],
    ['dispatch', '/transports/GBLALADEFRAAAEN60042'],
    ['transport-unknown', '/transports/ZZ9'],
    ['lists', '/lists'],
    ['list', firstOf('/v1/lists', (one) => `/lists/${one.id}`)],
    ['review', firstOf('/v1/team/reviews/mine', (one) => `/quality/${one.id}`)],
    ['alerts', '/alerts'],
    ['late', '/late-items'],
    ['reports', '/reports'],
    ['dashboard-today', '/dashboard'],
    ['partners', '/partners'],
    ['partner', '/partners/DEA-BON'],
    ['uploads', '/messages/uploads'],
    ['not-found', '/nowhere'],
  ],
  [SAM]: [
    ['unroutable', '/folders/unroutable'],
    ['data-hub', '/data-hub'],
    ['dashboard-month', '/dashboard?view=month'],
    ['team', '/team'],
    ['quality', '/quality'],
    ['insights', '/insights'],
    ['insight', firstOf('/v1/insights/reports', (one) => `/insights/${one.code ?? one.id}`)],
    ['insight-explore', '/insights/explore?m=requests&side=replier&by=partner&from=2026-09&to=2026-11'],
    ['insight-builder', '/insights/new'],
    ['insight-saved', firstOf('/v1/insights/saved', (one) => `/insights/saved/${one.id}`)],
    ['signals', '/insights/signals'],
    ['signal', firstOf('/v1/insights/signals', (one) => `/insights/signals/${one.id}`)],
    ['messages', '/messages'],
    ['messages-all', '/messages?show=all'],
    ['message', firstOf('/v1/tracking/messages?toDo=true', (one) => `/messages/${one.receipt}?record=1`)],
    ['message-correct', firstOf('/v1/tracking/messages?toDo=true', (one) => `/messages/${one.receipt}/correct`)],
    ['templates', '/templates'],
  ],
  [OLGA]: [
    ['centres', '/administration/call-centres'],
    ...['calendar', 'period', 'alerts', 'forceMajeure'].map((tab) => [`centre-${tab}`, `/administration/call-centres/GBA-DON?tab=${tab}`]),
    ['people', '/administration/people'],
    ['hand-over', '/administration/post'],
    ['settings', '/administration/post?tab=settings'],
    ['personal-data', '/administration/personal-data'],
    ['machine-access', '/administration/machine-access'],
    ['webhooks', '/administration/webhooks'],
    ['webhook', firstOf('/v1/webhooks/endpoints', (one) => `/administration/webhooks/${one.id}`)],
    [
      'webhook-delivery',
      async (get) => {
        const endpoint = (await get('/v1/webhooks/endpoints')).body?.items?.[0]
        const delivery = endpoint && (await get(`/v1/webhooks/endpoints/${endpoint.id}/deliveries`)).body?.items?.[0]
        return delivery && `/administration/webhooks/deliveries/${delivery.id}`
      },
    ],
    ['crm', '/administration/crm'],
    ...['mapping', 'waiting', 'done', 'versions'].map((tab) => [
      `crm-${tab}`,
      firstOf('/v1/crm/integrations', (one) => `/administration/crm/${one.id}?tab=${tab}`),
    ]),
    ['exchange', '/administration/exchange'],
    ...['versions', 'workflows', 'products', 'replies'].map((tab) => [`catalogue-${tab}`, `/catalogue?tab=${tab}`]),
    ['report', firstOf('/v1/reports', (one) => `/reports/${one.id}`)],
  ],
  [NILS]: [
    ['network-reports', '/reports'],
    ['dashboard-network', '/dashboard'],
    ['network-report', firstOf('/v1/reports', (one) => `/reports/${one.id}`)],
    ['report-runs', '/reports/runs'],
  ],
}

/** Where a page is now; undefined when there is nothing of the kind. */
export const addressOf = (page, get) => (typeof page[1] === 'string' ? page[1] : page[1](get))

/** The patterns of all routes, as the pages' own code has them. */
export function routes() {
  const source = ['App', 'Pages'].map((file) => readFileSync(new URL(`../src/app/${file}.tsx`, import.meta.url), 'utf8')).join('')
  return [...source.matchAll(/path="([^"*]+)"/g)].map(([, path]) => path)
}

/** The route that an address belongs to: the one with the fewest variable parts. */
export function routeOf(address, patterns) {
  const path = address.split('?')[0]
  return patterns
    .filter((pattern) => new RegExp(`^${pattern.replace(/\/:\w+\?/g, '(/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`).test(path))
    .sort((a, b) => (a.match(/:/g) ?? []).length - (b.match(/:/g) ?? []).length)[0]
}
