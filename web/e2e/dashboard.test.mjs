// The dashboards: three small reads for the first look, and every figure leads on, without a mouse.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, launch, open, signIn } from './browser.mjs'
import { ANA, NILS } from './people.mjs'

describe('a dashboard', () => {
  let browser, window
  before(async () => {
    browser = await launch()
    window = await open(browser)
  })
  after(() => browser?.close())

  it('of a call centre asks for three things', async () => {
    const { page } = window
    await signIn(page, ANA)
    const asked = new Set()
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (/^\/v1\/(insights|folders|reports|inquiries)/.test(pathname)) asked.add(pathname.replace(/\d{4}-\d{2}-\d{2}$/, 'DAY'))
    })
    await page.goto(`${BASE_URL}/dashboard`)
    await page.locator('#page h2').nth(1).waitFor()
    await page.waitForLoadState('networkidle')
    assert.deepEqual([...asked].sort(), ['/v1/folders', '/v1/folders/toDo', '/v1/insights/days/DAY'])
  })

  it('says the same as a table, by the keyboard', async () => {
    const { page } = window
    const more = page.getByRole('button', { name: 'The same as a table' })
    await more.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: 'By the hour' }).waitFor()
  })

  it('leads from what is overdue to the folder', async () => {
    const { page } = window
    await page.getByRole('link', { name: /^Overdue now/ }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/folders/overdueByUs')
  })

  it('of the network leads to an operator’s month', async () => {
    await window.close()
    window = await open(browser)
    const { page } = window
    await signIn(page, NILS)
    await page.goto(`${BASE_URL}/dashboard`)
    await page.getByRole('tab', { name: 'Network', selected: true }).waitFor()
    const first = page.getByRole('table', { name: 'Operators' }).locator('tbody tr').first().getByRole('link').first()
    await first.click()
    await page.waitForURL(/view=month&month=\d{4}-\d{2}&operator=/)
    await page.getByRole('tab', { name: 'Month', selected: true }).waitFor()
  })
})
