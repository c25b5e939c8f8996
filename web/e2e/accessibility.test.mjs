// No serious accessibility finding on any page, in light and dark.
import { after, before, describe, it } from 'node:test'
import { accessibleInBoth } from './axe.mjs'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { call } from './exchange.mjs'
import { ANA, NILS, OLGA } from './people.mjs'

const FOLDERS = ['toDo', 'toRead', 'returned', 'waiting', 'drafts', 'closed']

describe('accessibility, in light and dark', () => {
  let browser, window
  before(async () => {
    browser = await launch()
    window = await open(browser)
  })
  after(() => browser?.close())

  const look = async (name, path) => {
    await window.page.goto(BASE_URL + path)
    await window.page
      .locator(path === '/' ? '.wa-landing h1' : '#page h1')
      .first()
      .waitFor()
    await window.page.waitForLoadState('networkidle')
    await accessibleInBoth(window.page, name)
    await shot(window.page, name)
  }

  it('the door', () => look('landing', '/'))

  for (const [name, path] of [
    ['developers', '/developers'],
    ['developers-guide', '/developers/quick-start'],
    ['developers-reference', '/developers/reference'],
    ['developers-operation', '/developers/reference/raise-inquiry'],
  ])
    it(name, () => look(name, path))

  it('signs in', () => signIn(window.page, ANA))

  for (const folder of FOLDERS) it(`folder ${folder}`, () => look(`folder-${folder}`, `/folders/${folder}`))

  for (const folder of FOLDERS)
    it(`an inquiry of ${folder}, if there is one`, async () => {
      const { body } = await call(window.page, 'GET', `/v1/folders/${folder}`)
      const first = body.items[0]
      if (first) await look(`inquiry-${folder}`, `/inquiries/${first.id}`)
    })

  for (const [name, path] of [
    ['search', '/items'],
    ['item', '/items/EE473124829GB'],
    ['receptacle', '/transports/GBLALADEFRAAAEN60042001100018'],
    ['dispatch', '/transports/GBLALADEFRAAAEN60042'],
    ['item-wrong', '/items/CC12'],
    ['item-unknown', '/items/CC100000290IE'],
    ['ask', '/items/EE473124829GB/ask'],
    ['find', '/search?q=Example'],
    ['filtered', '/folders/waiting?agent=none&urgent=true'],
    ['lists', '/lists'],
    ['alerts', '/alerts'],
    ['late', '/late-items'],
    ['reports', '/reports'],
    ['partners', '/partners'],
    ['partner', '/partners/DEA-BON'],
    ['not-found', '/nowhere'],
  ])
    it(name, () => look(name, path))

  it('a saved list', async () => {
    const { body } = await call(window.page, 'GET', '/v1/lists')
    await look('list', `/lists/${body.items[0].id}`)
  })

  it('signs in as the administrator of a post', async () => {
    await window.close()
    window = await open(browser)
    await signIn(window.page, OLGA)
  })

  for (const [name, path] of [
    ['centres', '/administration/call-centres'],
    ...['calendar', 'period', 'alerts', 'forceMajeure'].map((tab) => [`centre-${tab}`, `/administration/call-centres/GBA-DON?tab=${tab}`]),
    ['data-hub', '/data-hub'],
    ['hand-over', '/administration/post'],
    ['settings', '/administration/post?tab=settings'],
    ['personal-data', '/administration/personal-data'],
    ['machine-access', '/administration/machine-access'],
    ['webhooks', '/administration/webhooks'],
    ['crm', '/administration/crm'],
    ['exchange', '/administration/exchange'],
    ['templates', '/templates'],
    ...['versions', 'workflows', 'products', 'replies'].map((tab) => [`catalogue-${tab}`, `/catalogue?tab=${tab}`]),
  ])
    it(name, () => look(name, path))

  it('reports of the network', async () => {
    await window.close()
    window = await open(browser)
    await signIn(window.page, NILS)
    const { body } = await call(window.page, 'GET', '/v1/reports')
    await look('reports-network', '/reports')
    await look('report-runs', '/reports/runs')
    if (body.items[0]) await look('report-network', `/reports/${body.items[0].id}`)
  })
})
