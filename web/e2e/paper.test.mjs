// On paper nothing can be pressed, and what a button says is there all the same where it is a name or a figure. On the made-up API.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NILS, SAM } from './people.mjs'
import { madeUp } from './pretend.mjs'

const as = await madeUp()
const { BASE_URL, shot } = await import('./browser.mjs')
const { call } = await import('./exchange.mjs')

/** In the page: what could be pressed and is none of what prints. */
function controls() {
  const prints = '[data-prints], [data-prints] *, .wa-tip > *, [aria-haspopup="listbox"], [role="tab"][aria-selected="true"]'
  return [...document.querySelectorAll('button, a[class*="awsui_button_"]')]
    .filter((one) => !one.matches(prints) && one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 0)
    .map((one) => one.getAttribute('aria-label') ?? one.textContent)
}

describe('on paper', () => {
  /** A page as it prints, for somebody. */
  async function printed(person, address, name) {
    const page = await as(person)
    await page.goto(BASE_URL + (typeof address === 'string' ? address : await address((path) => call(page, 'GET', path))))
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    assert.notDeepEqual(await page.evaluate(controls), [], 'the screen has something to press')
    await page.emulateMedia({ media: 'print' })
    assert.deepEqual(await page.evaluate(controls), [])
    await shot(page, `paper-${name}`)
    return page
  }
  const seen = (page, text) => page.locator('#page button').filter({ hasText: text, visible: true }).first().waitFor()

  it('an inquiry has what was said and when', async () => {
    const page = await printed(SAM, async (get) => `/inquiries/${(await get('/v1/folders/toRead')).body.items[0].id}`, 'inquiry')
    await page.locator('.wa-bubble').first().waitFor()
    await page.locator('.wa-tip > button').filter({ visible: true }).first().waitFor()
  })
  it('a folder has its rows', async () => {
    const page = await printed(SAM, '/folders/waiting', 'folder')
    await page.locator('#page [data-row]').filter({ visible: true }).first().waitFor()
  })
  it('the hub has its figures', async () => seen(await printed(SAM, '/data-hub', 'hub'), /\d\s?%/))
  it('the desk has its people', async () => seen(await printed(SAM, '/team', 'team'), 'Ana Agent'))
  it('templates have their names', async () => seen(await printed(SAM, '/templates', 'templates'), /\w/))
  it('a report has the names of its figures, and its chart', async () => {
    const page = await printed(NILS, async (get) => `/reports/${(await get('/v1/reports')).body.items[0].id}`, 'report')
    await seen(page, /\w/)
    await page.locator('.wa-course svg').filter({ visible: true }).waitFor()
  })
})
