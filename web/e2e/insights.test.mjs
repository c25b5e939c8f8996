// A manager finds out which link got slower for registered items, and at which step, and looks at an inquiry that made the figure.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accessibleInBoth } from './axe.mjs'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { ask, call, freshItem, until } from './exchange.mjs'
import { monthBefore, replies, stream } from './facts.mjs'
import { SAM } from './people.mjs'

const NAME = `Slower links ${Date.now()}`

/** Whether the pages talk to the made-up API. */
const madeUp = async () => (await (await fetch(`${BASE_URL}/config.json`)).json()).clientId === 'mock'

/** A registered item is asked about, and counted; the made-up API has such questions already. */
async function counted(page) {
  if (await madeUp()) return
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
    await page.getByText('The report is deleted.').first().waitFor()
    await page.getByRole('heading', { level: 1, name: 'Insights' }).waitFor()
    assert.equal(await page.getByRole('link', { name: NAME }).count(), 0)
  })

  it('without a complaint of the browser', () =>
    assert.deepEqual(
      window.complaints.filter((one) => !/40[149]/.test(one)),
      [],
    ))
})

const NOW = [1, 2, 3].map((count) => monthBefore(count))
const BEFORE = [4, 5, 6].map((count) => monthBefore(count))
const ASKED = { from: 'GBA-DON', product: 'REG' }
/**
 * Six months of answers to registered items: Japan opens them as ever and takes over five hours longer to answer them since the quarter began, Germany has
 * always been slower than that and has not changed, France opens a little later, the United States answer a little sooner. With express items it is the other way round.
 */
const PAST = [
  ...NOW.flatMap((month) => [
    ...replies({ ...ASKED, month, to: 'JPA-TYO', count: 20, unopened: 100, answering: 440 }),
    ...replies({ ...ASKED, month, to: 'DEA-FRA', count: 40, unopened: 240, answering: 480 }),
    ...replies({ ...ASKED, month, to: 'FRA-PAR', count: 30, unopened: 125, answering: 150 }),
    ...replies({ ...ASKED, month, to: 'USA-NYC', count: 30, unopened: 90, answering: 160 }),
    ...replies({ ...ASKED, month, to: 'DEA-FRA', product: 'EMS', count: 20, unopened: 900, answering: 900 }),
  ]),
  ...BEFORE.flatMap((month) => [
    ...replies({ ...ASKED, month, to: 'JPA-TYO', count: 20, unopened: 100, answering: 120 }),
    ...replies({ ...ASKED, month, to: 'DEA-FRA', count: 40, unopened: 240, answering: 480 }),
    ...replies({ ...ASKED, month, to: 'FRA-PAR', count: 30, unopened: 100, answering: 150 }),
    ...replies({ ...ASKED, month, to: 'USA-NYC', count: 30, unopened: 90, answering: 180 }),
    ...replies({ ...ASKED, month, to: 'DEA-FRA', product: 'EMS', count: 20, unopened: 100, answering: 100 }),
  ]),
]

/** The past of the links is in the lake; the made-up API has one in which Japan answers later since August. */
async function remembered(page) {
  if (await madeUp()) return
  await stream(PAST)
  const registered = PAST.filter((one) => one.product === 'REG').length
  let attempt = 0
  await until(
    'the past of the links',
    async () => {
      const filters = [
        { dimension: 'centre', values: ['GBA-DON'] },
        { dimension: 'product', values: ['REG', `attempt-${attempt++}`] },
      ]
      const asked = await call(page, 'POST', '/v1/insights/queries', {
        measures: ['time-waiting-for-opening'],
        sides: ['requester'],
        filters,
        from: BEFORE[2],
        to: NOW[0],
      })
      return asked.body?.total?.figures[0].whole >= registered
    },
    180,
  )
}

/** By how many minutes the line of a chart says that it moved: "+5 h 20 min, worse" is 320; 0 for one that did not. */
function movedOf(line) {
  const told = /([+−-])(?:(\d+) h)? ?(?:(\d+) min)?, (?:better|worse)/.exec(line)
  if (!told) return 0
  return (told[1] === '+' ? 1 : -1) * (60 * Number(told[2] ?? 0) + Number(told[3] ?? 0))
}

describe('which partner link got slower for registered items since last quarter, and at which step', () => {
  let browser, page, window
  before(async () => {
    browser = await launch()
    window = await open(browser)
    page = window.page
    await signIn(page, SAM, '/insights/new')
    await remembered(page)
  })
  after(() => browser?.close())

  const chart = (title) => page.locator('section.wa-chart').filter({ has: page.getByRole('heading', { level: 3, name: title }) })

  it('is asked in the builder: the last three months against the three before, of registered items', async () => {
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'New report' }).waitFor()
    await page.getByRole('button', { name: /^Figures/ }).click()
    await page
      .getByRole('option', { name: /^Replies on time/ })
      .first()
      .click()
    for (const figure of ['Time waiting to be opened', 'Time from opening to reply'])
      await page.getByRole('option', { name: new RegExp(`^${figure}`) }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Add a filter' }).click()
    await page.getByRole('menuitem', { name: 'Product' }).click()
    await page.getByRole('button', { name: /^Product/ }).click()
    await page.getByRole('option', { name: 'Registered item' }).click()
    await page.keyboard.press('Escape')
    await chart('Time to reply').waitFor()
  })

  it('is answered: Japan, from opening to reply', async () => {
    await page.getByRole('button', { name: 'By change' }).click()
    const lines = (title) => chart(title).getByRole('listitem').allTextContents()
    await chart('Time to reply').getByText('worse').first().waitFor()
    const [slower] = await lines('Time to reply')
    assert.match(slower, /Japan Post/)
    assert.match(slower, /worse/)
    const steps = {}
    for (const step of ['Time waiting to be opened', 'Time from opening to reply'])
      steps[step] = movedOf((await lines(step)).find((line) => /Japan Post/.test(line)) ?? '')
    assert.ok(steps['Time from opening to reply'] > 300, `from opening to reply it is ${steps['Time from opening to reply']} min more`)
    assert.ok(Math.abs(steps['Time waiting to be opened']) < 60, `until opening it is ${steps['Time waiting to be opened']} min more`)
    assert.match((await lines('Time from opening to reply'))[0], /Japan Post/)
    await accessibleInBoth(page, 'slower links')
    await shot(page, 'slower-links')
  })

  it('by the figure alone another link would be the slowest, and as a table the change has a column to sort by', async () => {
    await page.getByRole('button', { name: 'By figure' }).click()
    if (!(await madeUp())) assert.match((await chart('Time to reply').getByRole('listitem').allTextContents())[0], /Deutsche Post/)
    await page.getByRole('button', { name: 'Table' }).click()
    const table = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'Time to reply: change' }) })
    const sort = table.getByRole('columnheader', { name: 'Time to reply: change' }).getByRole('button')
    await sort.click()
    await sort.click()
    assert.match(await table.getByRole('row').nth(1).textContent(), /Japan Post/)
    await shot(page, 'slower-links-table')
  })

  it('without a complaint of the browser', () =>
    assert.deepEqual(
      window.complaints.filter((one) => !/40[149]/.test(one)),
      [],
    ))
})
