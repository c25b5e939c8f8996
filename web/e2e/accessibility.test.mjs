// No accessibility finding on any page of the stack, in light and dark, and none wider than the narrowest window. What a fresh one does not have yet, and
// dialogs: accessibility-made-up.test.mjs.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accessibleInBoth, fits } from './axe.mjs'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { call } from './exchange.mjs'
import { addressOf, MADE_LATER, OUTSIDE, PAGES, routeOf, routes } from './pages.mjs'

describe('accessibility, in light and dark, wide and narrow', () => {
  let browser, window
  before(async () => {
    browser = await launch()
    window = await open(browser)
  })
  after(() => browser?.close())

  const look = async ([name, at], test) => {
    const address = await addressOf([name, at], (path) => call(window.page, 'GET', path))
    if (!address && MADE_LATER.test(name)) return test.skip('nobody has made one here yet')
    assert.ok(address, `${name} has no address: what it shows is missing from the data`)
    await window.page.goto(BASE_URL + address)
    await window.page.getByRole('heading', { level: 1 }).first().waitFor()
    await window.page.waitForLoadState('networkidle')
    await accessibleInBoth(window.page, name)
    await shot(window.page, name)
    await fits(window.page, name)
  }

  it('knows every page', async () => {
    const patterns = routes()
    const made = { body: { items: [{ id: 'x', itemId: 'x', receipt: 'x' }] } }
    const addresses = await Promise.all([OUTSIDE, ...Object.values(PAGES)].flat().map((page) => addressOf(page, async () => made)))
    const seen = new Set(addresses.map((address) => routeOf(address, patterns)))
    assert.deepEqual(
      patterns.filter((pattern) => !seen.has(pattern)),
      [],
      'routes that are in no list of e2e/pages.mjs',
    )
  })

  for (const page of OUTSIDE) it(page[0], (test) => look(page, test))

  for (const [person, pages] of Object.entries(PAGES)) {
    it(`signs in as ${person}`, async () => {
      await window.close()
      window = await open(browser)
      await signIn(window.page, person)
    })
    for (const page of pages) it(page[0], (test) => look(page, test))
  }
})
