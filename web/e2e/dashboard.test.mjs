// The dashboards: three small reads at most for the first look, and every figure leads on, without a mouse.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, launch, open, signIn } from './browser.mjs'
import { ask, call, until } from './exchange.mjs'
import { ANA, NILS, SAM } from './people.mjs'

/** What grows with what there is to answer: it is asked for after the first view. */
const DUE = '/v1/folders/toDo/due'
/** What each view of a post's people asks for. */
const POST = { today: ['/v1/folders/toDo/count', DUE, '/v1/insights/days/DAY'], month: ['/v1/insights/months/MONTH'] }

describe('a dashboard', () => {
  let browser, window
  before(async () => {
    browser = await launch()
    window = await open(browser)
  })
  after(() => browser?.close())

  /** What a page asks for, each address once, with its day or month named; and what comes later than the page, where it is waited for. */
  async function asks(page, address, later) {
    const asked = new Set()
    const listen = (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/v1/')) asked.add(pathname.replace(/\d{4}-\d{2}-\d{2}$/, 'DAY').replace(/\d{4}-\d{2}$/, 'MONTH'))
    }
    page.on('request', listen)
    await page.goto(BASE_URL + address)
    await page.locator('#page h1').waitFor()
    await page.waitForLoadState('networkidle')
    if (later) await until(later, () => asked.has(later))
    page.off('request', listen)
    return asked
  }

  for (const { who, person, views } of [
    { who: 'an agent', person: ANA, views: POST },
    { who: 'a supervisor', person: SAM, views: POST },
    { who: 'the network', person: NILS, views: { network: ['/v1/insights/network/MONTH'], month: ['/v1/insights/months/MONTH'] } },
  ])
    it(`for ${who} asks for three things at most, beside what stands around every page`, async () => {
      await window.close()
      window = await open(browser)
      const { page } = window
      await signIn(page, person)
      const { callCentres } = (await call(page, 'GET', '/v1/me')).body
      const around = await asks(page, '/partners', callCentres?.length && `/v1/call-centres/${callCentres[0].id}`)
      assert.ok(around.has('/v1/me'), [...around].join(' '))
      for (const [view, wanted] of Object.entries(views)) {
        const asked = await asks(page, `/dashboard?view=${view}`)
        const beside = [...asked].filter((one) => !around.has(one))
        if (beside.includes(DUE)) assert.equal(beside.at(-1), DUE, view)
        assert.deepEqual(beside.sort(), wanted, view)
        assert.ok(wanted.length <= 3)
      }
    })

  it('says the same as a table, by the keyboard', async () => {
    await window.close()
    window = await open(browser)
    const { page } = window
    await signIn(page, ANA)
    await page.goto(`${BASE_URL}/dashboard`)
    const more = page.getByRole('button', { name: 'The same as a table' })
    await more.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: 'By the hour' }).waitFor()
  })

  it('shows what happened within two minutes, untouched', async () => {
    const { page } = window
    const counted = async () => Number((await page.getByText(/^We asked \d/).textContent()).match(/\d+/)[0])
    const before = await counted()
    await ask(page)
    await until('the question on the dashboard', async () => (await counted()) > before, 120)
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
