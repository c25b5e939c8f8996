// Every page, by who works with it: what `npm run look` takes pictures of, what axe is run on and what is measured at 320 px. A page is a name and its address, or how its
// address is found with a call of the API; no address: there is nothing of the kind now. A test compares with the routes.
import { readFileSync } from 'node:fs'
import { ANA, NILS, OLGA, SAM } from './people.mjs'

const FOLDERS = ['toDo', 'overdueByUs', 'toRead', 'returned', 'waiting', 'overdueByPartner', 'drafts', 'closed']
/** Items that the made-up API knows, one that it does not, and a number that is none. */
const SEVERAL = 'CC473124829GB,CC100000025GB,EE123456799GB,CC100000290IE,CC12'

/** The address of the first of a list that the API gives, and what part of it is wanted. */
const firstOf = (list, address) => async (get) => {
  const { body } = await get(list)
  return body?.items?.[0] && address(body.items[0])
}

/** Nobody is signed in. */
export const OUTSIDE = [
  ['landing', '/'],
  ['public', '/t'],
  ['public-item', '/t/CC473124829GB'],
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
    ['many-found', `/track?items=${SEVERAL}`],
    ['ask-many', '/track/ask'],
    ['ask-many-items', `/track/ask?items=${SEVERAL.slice(0, 27)}`],
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
    ['message-settings', '/administration/post?tab=messages'],
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
    ...['mapping', 'waiting', 'done', 'dismissed', 'versions'].map((tab) => [
      `crm-${tab}`,
      firstOf('/v1/crm/integrations', (one) => `/administration/crm/${one.id}?tab=${tab}`),
    ]),
    ['exchange', '/administration/exchange'],
    ...['versions', 'workflows', 'products', 'replies'].map((tab) => [`catalogue-${tab}`, `/catalogue?tab=${tab}`]),
    ['report', firstOf('/v1/reports', (one) => `/reports/${one.id}`)],
  ],
  [NILS]: [
    ['network-reports', '/reports'],
    ['post-reports', '/reports?operator=DEA'],
    ['dashboard-network', '/dashboard'],
    ['network-report', firstOf('/v1/reports', (one) => `/reports/${one.id}`)],
    ['report-runs', '/reports/runs'],
  ],
}

const press = (what) => (page) => page.locator(what).filter({ visible: true }).first().click()
/** What the page's heading offers first. */
const first = press('#page button[class*="variant-primary"]')
/** A choice of a menu, whose ids the components put into the page: it is called otherwise in each language. */
const choose = (id) => async (page) => {
  const choice = page.locator(`[data-testid="${id}"]`).filter({ visible: true })
  for (const menu of await page.locator('#page button[aria-haspopup="true"]').filter({ visible: true }).all()) {
    await menu.click()
    if (await choice.count()) return choice.click()
    await page.keyboard.press('Escape')
  }
  throw new Error(`no menu offers ${id}`)
}
const key = (keys) => (page) => page.keyboard.press(keys)

/** What opens on a page and has no address, by who works with it: its name, the page, and how it is opened, in every language alike. */
export const DIALOGS = {
  [ANA]: [
    ['dialog-hand-over', firstOf('/v1/folders/toDo', (one) => `/inquiries/${one.id}`), choose('handOver')],
    ['dialog-join', firstOf('/v1/folders/waiting', (one) => `/inquiries/${one.id}`), choose('join')],
    ['dialog-merge', firstOf('/v1/folders/waiting', (one) => `/inquiries/${one.id}`), choose('merge')],
    ['dialog-withdraw', firstOf('/v1/folders/waiting', (one) => `/inquiries/${one.id}`), choose('withdraw')],
    ['dialog-save-view', '/folders/waiting?urgent=true', choose('save')],
    ['dialog-columns', '/folders/waiting', press('#page button[class*="trigger-button"]:not([aria-haspopup])')],
    ['dialog-palette', '/folders/waiting', key('Control+k')],
    ['dialog-keys', '/folders/waiting', key('?')],
    ['help', '/folders/waiting', key('h')],
  ],
  [SAM]: [
    ['dialog-assign', firstOf('/v1/folders/waiting', (one) => `/inquiries/${one.id}`), choose('assign')],
    ['dialog-readdress', firstOf('/v1/folders/unroutable', (one) => `/inquiries/${one.id}`), first],
    ['dialog-template', '/templates', first],
  ],
  [OLGA]: [
    ['dialog-invite', '/administration/people', first],
    ['dialog-person', '/administration/people', press('#page tbody button')],
    ['dialog-key', '/administration/machine-access', first],
    ['dialog-key-use', '/administration/machine-access', choose('usage')],
    ['dialog-key-rotate', '/administration/machine-access', choose('rotate')],
    ['dialog-endpoint', '/administration/webhooks', first],
    ['dialog-connect', '/administration/crm', first],
  ],
}

/** Opens what a page shows besides itself, if it is asked for. */
export async function opened(page, [, , open]) {
  if (!open) return
  await open(page)
  await page.locator('[role="dialog"], aside [role="region"], aside h2').filter({ visible: true }).first().waitFor()
}

/**
 * Pages of what a fresh deployment does not have until people or systems make it: their lists may be empty there. All others must have an address,
 * and on the made-up API these too.
 */
export const MADE_LATER =
  /^(inquiry-overdueBy\w+|review|signal|insight-saved|message|message-correct|webhook|webhook-delivery|crm-\w+|report|network-report)$/

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
