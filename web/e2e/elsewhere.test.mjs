// Who works for several call centres learns in one what rings in the others, and gets there with one click. On the made-up API: the demo's people of
// `make run` work in one each.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ANA, SAM } from './people.mjs'
import { madeUp } from './pretend.mjs'

const as = await madeUp()
const { accessibleInBoth, fits } = await import('./axe.mjs')
const { shot } = await import('./browser.mjs')
const { call } = await import('./exchange.mjs')

const BELFAST = 'International Enquiries Belfast'
const bell = (page) => page.getByRole('link', { name: /^Alerts, \d+ unread/ })
const others = (page) => page.getByRole('list', { name: 'In your other call centres' })

describe('alerts of one’s other call centres', () => {
  let page, there
  const countsOf = async () => (await call(page, 'GET', '/v1/alerts/counts')).body.items
  const unreadIn = async (id) => (await countsOf()).find(({ centre }) => centre === id).unread

  it('are in the bell’s name and beside each call centre in the menu of the person', async () => {
    page = await as(SAM, '/folders/toRead')
    there = await unreadIn('GBA-BEL')
    assert.ok(there > 0, 'nothing rings in Belfast: is the made-up API a fresh one?')
    await page.getByRole('link', { name: new RegExp(`^Alerts, \\d+ unread, ${there} more in your other call centres$`) }).waitFor()
    await page.getByRole('button', { name: 'Signed in as Sam Supervisor' }).click()
    const here = await unreadIn('GBA-DON')
    await page.getByRole('menuitemcheckbox', { name: `${BELFAST} (${there} unread)` }).waitFor()
    await page.getByRole('menuitemcheckbox', { name: new RegExp(`\\(${here} unread\\)$`), checked: true }).waitFor()
    await accessibleInBoth(page, 'the menu of a person with two call centres')
    await shot(page, 'elsewhere-menu', false)
    await page.keyboard.press('Escape')
  })

  it('lead there from the list, which stays, and whose are shown is said', async () => {
    await bell(page).click()
    await page.getByRole('heading', { level: 1, name: /^Alerts/ }).waitFor()
    await others(page)
      .getByRole('button', { name: `${there} unread in ${BELFAST} – go there` })
      .waitFor()
    await accessibleInBoth(page, 'alerts with another call centre’s')
    await shot(page, 'elsewhere-alerts', false)
    await fits(page, 'alerts with another call centre’s')
    await others(page).getByRole('button').click()
    await page.getByText(`What somebody of ${BELFAST} should know.`).waitFor()
    assert.equal(new URL(page.url()).pathname, '/alerts')
    await page.getByRole('heading', { level: 1, name: `Alerts (${there})` }).waitFor()
    await others(page)
      .getByRole('button', { name: /unread in .+ – go there$/ })
      .waitFor()
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'BODY')
  })

  it('are none once they are read, and the list does not move when that is known', async () => {
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    await page.getByRole('heading', { level: 1, name: 'Alerts', exact: true }).waitFor()
    await others(page).getByRole('button').click()
    await others(page).getByText(`Nothing unread in ${BELFAST}`).waitFor()
    const elsewhere = /more in your other call centres/
    assert.doesNotMatch(await bell(page).getAttribute('aria-label'), elsewhere)
    await page.setViewportSize({ width: 400, height: 800 }) // where the line that comes takes two
    let answers
    await page.route('**/v1/alerts/counts', async (route) => {
      await new Promise((resolve) => {
        answers = resolve
      })
      const { items } = await (await route.fetch()).json()
      await route.fulfill({ json: { items: items.map((one) => ({ ...one, unread: 4 })) } })
    })
    await page.reload()
    const list = page.getByRole('list', { name: 'Unread', exact: true })
    await list.waitFor()
    const before = await list.boundingBox()
    answers()
    await others(page)
      .getByRole('button', { name: `4 unread in ${BELFAST} – go there` })
      .waitFor()
    assert.match(await bell(page).getAttribute('aria-label'), elsewhere)
    assert.deepEqual(await list.boundingBox(), before)
    await page.unroute('**/v1/alerts/counts')
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('are asked for again when the window gets the focus', async () => {
    let asked = false
    const again = page.waitForRequest('**/v1/alerts/counts').then(() => {
      asked = true
    })
    while (!asked) {
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
      await page.waitForTimeout(500) // what was asked for a moment ago is not asked for again
    }
    await again
    await page.getByRole('link', { name: /^Alerts, \d+ unread$/ }).waitFor()
  })

  it('are not asked for by whoever works in one', async () => {
    page = await as(ANA)
    let asked = 0
    page.on('request', (request) => request.url().includes('/v1/alerts/counts') && asked++)
    await page.reload()
    await bell(page).waitFor()
    await bell(page).click()
    await page.getByText('What somebody of your call centre should know.').waitFor()
    assert.equal(await others(page).count(), 0)
    assert.equal(asked, 0)
  })
})
