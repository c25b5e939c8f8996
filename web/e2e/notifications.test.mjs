// Notifications by choice, with two windows of one browser and alerts of our own making: each is told once, and none while somebody looks.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, launch, open, signIn } from './browser.mjs'
import { ANA } from './people.mjs'

const alert = (id, inquiryId) => ({
  id,
  inquiryId,
  kind: 'replyReceived',
  at: new Date().toISOString(),
  side: 'requester',
  itemId: 'CC100000025GB',
  workflow: 'WII',
  partner: 'DEA',
  urgent: false,
  read: false,
  next: 'read',
})

/** Counts what a window shows instead of showing it; nobody looks at it. */
function spy() {
  window.told = []
  document.hasFocus = () => false
  window.Notification = class {
    static permission = 'granted'
    static requestPermission = async () => 'granted'
    constructor(title, { tag }) {
      window.told.push(`${tag}: ${title}`)
    }
    close() {}
  }
}

describe('notifications', () => {
  let browser
  before(async () => {
    browser = await launch()
  })
  after(() => browser.close())

  it('tell two windows of one device of an answer once, when nobody looks, and nothing while the call centre is closed', async () => {
    const { context, page, close } = await open(browser)
    const old = alert('20261101T090000_OLD_1_requester', 'OLD')
    let alerts = [old]
    let openNow = true
    await context.addInitScript(spy)
    await context.route('**/v1/alerts?*', (route) =>
      route.fulfill({ json: { unread: alerts.length, items: alerts, nextCursor: '', upTo: 1 } }),
    )
    await context.route(/\/v1\/call-centres\/[^/?]+$/, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...(await answer.json()), openNow, nextChange: null } })
    })
    await signIn(page, ANA, '/alerts')
    await page.getByRole('button', { name: 'On this device' }).click()
    await page.getByRole('button', { name: 'Notify me on this device' }).click()
    await page.getByRole('button', { name: 'Stop notifying' }).waitFor()
    const other = await context.newPage()
    await other.goto(`${BASE_URL}/folders/toDo`)
    await other.getByRole('heading', { level: 1 }).waitFor()
    const windows = [page, other]
    const told = async () => (await Promise.all(windows.map((one) => one.evaluate(() => window.told)))).flat()
    // While the live line holds, windows ask by themselves every two minutes only; whoever comes back to one asks at once.
    const comeBack = (one) => one.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
    const until = async (wanted) => {
      for (let left = 60; (await told()).length < wanted && left > 0; left--) {
        for (const one of windows) await comeBack(one)
        await page.waitForTimeout(500)
      }
      return told()
    }
    const read = async (one) => {
      let done = false
      const answer = one.waitForResponse(/\/v1\/alerts\?/).finally(() => {
        done = true
      })
      while (!done) {
        await comeBack(one)
        await page.waitForTimeout(250)
      }
      return answer
    }
    assert.deepEqual(await told(), []) // what was there before is not news

    alerts = [alert('20261127T090000_NEW_1_requester', 'NEW'), old]
    assert.equal((await until(1)).length, 1)
    assert.match((await told())[0], /^whereabouts-NEW: /)
    for (const one of windows) await read(one) // each has read it again since
    assert.equal((await told()).length, 1)

    openNow = false
    for (const one of windows) await one.reload()
    alerts = [...['N1', 'N2'].map((id) => alert(`20261127T2000${id}`, id)), ...alerts]
    for (const one of windows) await read(one)
    for (const one of windows) await read(one)
    assert.deepEqual(await told(), [])

    openNow = true
    for (const one of windows) await one.reload()
    assert.equal((await until(1)).length, 1)
    assert.match((await told())[0], /^whereabouts-all: .+ has opened$/)
    await close()
  })
})
