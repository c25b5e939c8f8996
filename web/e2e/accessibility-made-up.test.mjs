// On the made-up API, where everything is there and nothing may be skipped: what accessibility.test.mjs looks at, on what a fresh stack does not have yet
// and in what opens on pages.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { madeUp } from './pretend.mjs'

const as = await madeUp()
const { accessibleInBoth, fits } = await import('./axe.mjs')
const { BASE_URL, shot } = await import('./browser.mjs')
const { call } = await import('./exchange.mjs')
const { addressOf, DIALOGS, MADE_LATER, opened, PAGES } = await import('./pages.mjs')

let page
async function goTo(one) {
  const address = await addressOf(one, (path) => call(page, 'GET', path))
  assert.ok(address, `${one[0]} has no address on the made-up API`)
  await page.goto(BASE_URL + address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  await opened(page, one)
}

describe('accessibility of what comes later and of what opens, in light and dark, wide and narrow', () => {
  for (const [person, pages] of Object.entries(PAGES)) {
    it(`signs in as ${person}`, async () => {
      page = await as(person)
    })
    const those = [...pages.filter(([name]) => MADE_LATER.test(name)), ...(DIALOGS[person] ?? [])]
    for (const one of those)
      it(one[0], async () => {
        await goTo(one)
        await accessibleInBoth(page, one[0])
        await shot(page, one[0], false)
        await fits(page, one[0])
      })
  }
})
