// A manager finds out which link got slower for registered items, and at which step, and looks at an inquiry that made the figure.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accessibleInBoth } from './axe.mjs'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { ask, call, freshItem, until } from './exchange.mjs'
import { SAM } from './people.mjs'

const NAME = `Slower links ${Date.now()}`

/** A registered item is asked about, and counted; the made-up API has such questions already. */
async function counted(page) {
  const { clientId } = await (await fetch(`${BASE_URL}/config.json`)).json()
  if (clientId === 'mock') return
  const raised = await ask(page, { item: freshItem('RR') })
  const month = raised.sentAt.slice(0, 7)
  let attempt = 0
  await until(
    'the fact of the question',
    async () => {
      // The same question is answered from what was counted before: each attempt asks another.
      const filters = [{ dimension: 'inquiry', values: [raised.id, `attempt-${attempt++}`] }]
      const asked = await call(page, 'POST', '/v1/insights/queries', {
        measures: ['requests'],
        sides: ['requester'],
        filters,
        from: month,
        to: month,
      })
      return asked.status === 200 && !asked.body.empty
    },
    180,
  )
}

describe('a manager asks why', () => {
  let browser, page, window
  before(async () => {
    browser = await launch()
    window = await open(browser)
    page = window.page
    await signIn(page, SAM, '/insights')
    await counted(page)
  })
  after(() => browser?.close())

  it('finds the question that a report answers', async () => {
    await page.getByRole('heading', { level: 1, name: 'Insights' }).waitFor()
    await accessibleInBoth(page, 'insights')
    await page.getByRole('link', { name: 'Bottlenecks' }).click()
    await page.getByRole('heading', { level: 1, name: 'Bottlenecks' }).waitFor()
    await page.getByText('At which step do questions wait').waitFor()
    await page.getByRole('heading', { level: 2, name: 'By call centre' }).waitFor()
    await page.waitForLoadState('networkidle')
    await accessibleInBoth(page, 'insight')
    await shot(page, 'insight')
  })

  it('builds a report of their own, without a code or a line of SQL', async () => {
    await page.goto(`${BASE_URL}/insights/new`)
    await page.getByRole('heading', { level: 1, name: 'New report' }).waitFor()
    await page.getByRole('button', { name: /^Figures/ }).click()
    for (const figure of ['Requests', 'Time to open', 'Time from opening to reply'])
      await page.getByRole('option', { name: new RegExp(`^${figure}`) }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Add a filter' }).click()
    await page.getByRole('menuitem', { name: 'Product' }).click()
    await page.getByText('A filter has no values yet').waitFor()
    await page.getByRole('button', { name: /^Product/ }).click()
    await page.getByRole('option', { name: 'Registered item' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('checkbox', { name: 'With the month that is not over' }).check()
    await page.getByText(/^Reads up to/).waitFor()
    await page
      .getByRole('link', { name: /Deutsche Post|Japan Post/ })
      .first()
      .waitFor()
    await accessibleInBoth(page, 'builder')
    await shot(page, 'builder')
  })

  it('keeps what was changed when the page is loaded again', async () => {
    await page.reload()
    await page.getByText('Your changes were kept.').waitFor()
    await page.getByText('Product: Registered item').waitFor()
  })

  it('saves it, and finds it among their reports', async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Save the report' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(NAME)
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: NAME }).waitFor()
    await page.waitForURL(/\/insights\/saved\//)
    assert.equal(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled(), true, 'there is nothing to save')
    await page.goto(`${BASE_URL}/insights`)
    await page.getByRole('link', { name: NAME }).click()
    await page.getByRole('heading', { level: 1, name: NAME }).waitFor()
  })

  it('goes down from a figure to the inquiries that made it, and to one of them', async () => {
    await page
      .getByRole('link', { name: /Deutsche Post|Japan Post/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /Deutsche Post|Japan Post/ }).waitFor()
    const way = page
      .getByRole('navigation', { name: 'Where you are' })
      .or(page.locator('nav').filter({ hasText: 'By partner' }))
      .first()
    await way.getByRole('link', { name: 'By partner' }).waitFor()
    await page.getByRole('heading', { level: 2, name: 'By call centre' }).waitFor()
    await page.getByRole('button', { name: 'The inquiries' }).click()
    await page.getByRole('button', { name: /^Of which figure/ }).click()
    await page.getByRole('option', { name: 'Requests' }).click()
    const inquiries = page.getByRole('table', { name: 'Inquiries that made it' })
    await inquiries.getByRole('link').first().waitFor()
    await accessibleInBoth(page, 'inquiries of a figure')
    await inquiries.getByRole('link').first().click()
    await page.locator('.wa-panel').getByText('Question and answer').waitFor()
    await shot(page, 'drill-down')
  })

  it('comes back to the same place by its address', async () => {
    const address = page.url()
    await page.goto(`${BASE_URL}/partners`)
    await page.goto(address)
    await page.locator('.wa-panel').getByText('Question and answer').waitFor()
    await page.getByRole('heading', { level: 1, name: /Deutsche Post|Japan Post/ }).waitFor()
  })

  it('deletes the report', async () => {
    await page.goto(`${BASE_URL}/insights`)
    await page.getByRole('link', { name: NAME }).click()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('The report is deleted.').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Insights' }).waitFor()
    assert.equal(await page.getByRole('link', { name: NAME }).count(), 0)
  })

  it('without a complaint of the browser', () =>
    assert.deepEqual(
      window.complaints.filter((one) => !/40[149]/.test(one)),
      [],
    ))
})
