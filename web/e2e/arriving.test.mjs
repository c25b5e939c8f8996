// Whoever arrives: for the first time, with an address, after a reload; and the help of the page they are on. On the made-up API.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ANA, NILS, OLGA } from './people.mjs'
import { madeUp } from './pretend.mjs'

const as = await madeUp()
const { BASE_URL, shot } = await import('./browser.mjs')
const { until } = await import('./exchange.mjs')

describe('whoever arrives', () => {
  it('is greeted with what the network’s administration does, and not again', async () => {
    const page = await as(NILS, '/')
    await page.getByText('The data hub shows by partner which messages did not come.').waitFor()
    await page.waitForURL('**/reports')
    await shot(page, 'first-network')
    await page.getByRole('button', { name: 'Show me around' }).click()
    await page.getByRole('dialog').getByRole('heading', { name: 'The figures of each month' }).waitFor()
    await page.keyboard.press('Escape')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor()
    await page.waitForLoadState('networkidle') // what greets comes by itself, after the page
    assert.equal(await page.getByText('What to know first').count(), 0)
  })

  it('finds help of its own on pages that are come to from elsewhere, with h', async () => {
    const page = await as(ANA, '/folders/waiting')
    for (const [path, title] of [
      ['/search?q=Example', 'Search'],
      ['/transports/GBLALADEFRAAAEN60042', 'Receptacles and dispatches'],
      ['/messages/uploads', 'Sending files'],
    ]) {
      await page.goto(BASE_URL + path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.keyboard.press('h')
      await page.getByRole('heading', { level: 2, name: title }).waitFor()
    }
  })

  it('walks through what a search found with j and k, and opens it with Enter', async () => {
    const page = await as(ANA, '/search?q=Example')
    const at = () => page.evaluate(() => document.activeElement?.closest('[data-row]')?.dataset.row)
    await page.locator('#page [data-row] a').nth(1).waitFor()
    const rows = await page.locator('#page [data-row]').evaluateAll((all) => all.map((one) => one.dataset.row))
    for (const [key, place] of [
      ['j', 0],
      ['j', 1],
      ['k', 0],
    ]) {
      await page.keyboard.press(key)
      assert.equal(await at(), rows[place])
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/inquiries/${rows[0]}`)
  })

  it('finds the numbers of Track many in the address, and asks about them under one key, through a reload', async () => {
    const page = await as(ANA, '/track')
    await page.getByRole('textbox', { name: 'Item numbers' }).fill('CC473124829GB\nCC100000025GB')
    await page.getByRole('button', { name: 'Track', exact: true }).click()
    await page.waitForURL('**/track?items=CC473124829GB,CC100000025GB')
    await page.reload()
    await page.locator('#page table a').nth(1).waitFor()
    await page.goto(`${BASE_URL}/track/ask?items=CC473124829GB,CC100000025GB`)
    const keys = []
    await page.route('**/v1/inquiries/batch', (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      return route.abort()
    })
    const send = async () => {
      const before = keys.length
      for (const box of await page.locator('#page tbody input[type=checkbox]').all()) if (!(await box.isChecked())) await box.check()
      await page.locator('.wa-ask-many button').click()
      await until('the step', () => keys.length > before)
    }
    const first = page.locator('#page tbody input[type=checkbox]').first()
    await first.check()
    await first.uncheck()
    assert.equal(await first.isChecked(), false)
    await send()
    await page.reload()
    await page.locator('.wa-ask-many button:not([disabled])').waitFor()
    await send()
    assert.ok(keys.length >= 2)
    assert.equal(new Set(keys).size, 1)
  })

  it('finds what was searched for after a reload', async () => {
    let page = await as(ANA, '/partners')
    await page.locator('#page input').first().fill('Bonn')
    await page.waitForURL('**/partners?q=Bonn')
    await page.reload()
    await page.locator('#page input[type=text], #page input[type=search]').first().waitFor()
    assert.equal(await page.locator('#page input').first().inputValue(), 'Bonn')
    page = await as(OLGA, '/administration/people?q=Ana')
    await page.getByText('Ana Agent').first().waitFor()
    assert.equal(await page.locator('#page tbody').first().locator('tr').count(), 1)
  })
})
