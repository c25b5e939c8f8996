// What a story needs besides a browser: tokens of the demo people and items nobody has used before.
import { BASE_URL } from './browser.mjs'

const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7]

/** A valid S10 identifier (UPU standard S10: weighted sum modulo 11). */
export function itemNumber(indicator, serial, country) {
  const sum = [...serial].reduce((total, digit, place) => total + Number(digit) * WEIGHTS[place], 0)
  const check = 11 - (sum % 11)
  return `${indicator}${serial}${check === 10 ? 0 : check === 11 ? 5 : check}${country}`
}

/** An item number that no earlier run used: from the clock and chance. */
export const freshItem = (indicator = 'CP', country = 'GB') =>
  itemNumber(indicator, String(Date.now()).slice(-6) + String(Math.floor(Math.random() * 100)).padStart(2, '0'), country)

/** The token the pages use, taken from the signed-in window's storage. */
export async function tokenOf(page) {
  return page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('oidc.user:'))
    return key ? JSON.parse(localStorage.getItem(key)).access_token : ''
  })
}

/** Calls the API as the person who is signed in on the page. */
export async function call(page, method, path, body) {
  const response = await fetch(BASE_URL + path, {
    method,
    headers: { authorization: `Bearer ${await tokenOf(page)}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: body ? JSON.stringify(body) : undefined,
  })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined }
}

const hoursAgo = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')

/** Tells tracking about an item the way a partner's system does, and waits until the item is known. */
export async function track(page, itemId, events) {
  const sent = await call(page, 'POST', '/v1/tracking/messages', {
    events: events.map(({ hours, ...event }) => ({ itemId, eventTime: hoursAgo(hours), ...event })),
  })
  if (sent.status !== 202) throw new Error(`tracking answered ${sent.status}: ${JSON.stringify(sent.body)}`)
  return until(`the tracking of ${itemId}`, async () => {
    const item = await call(page, 'GET', `/v1/items/${itemId}`)
    return item.status === 200 && events.every((event) => item.body.events.some((one) => one.code === event.code))
  })
}

/** A day so many days ago, or ahead when negative: as the API has it, and as it is typed. */
export const day = (ago) => hoursAgo(24 * ago).slice(0, 10)
export const typed = (ago) => day(ago).replaceAll('-', '/')

/** A question about an item of its own that has left the country, raised and sent without the pages: what the API answers. */
export async function ask(page, { item = freshItem(), fields = {} } = {}) {
  await track(page, item, [{ code: 'EMC', hours: 240, office: 'GBLALA', nextOffice: 'DEFRAA' }])
  const { status, body } = await call(page, 'POST', '/v1/inquiries', {
    itemId: item,
    workflow: 'WII',
    destination: 'DEA',
    fields: {
      postingDate: day(12),
      senderName: 'A',
      senderAddress: 'B',
      addresseeName: 'C',
      addresseeAddress: 'D',
      contents: 'E',
      customerIs: 'sender',
      lastEventCode: 'EMC',
      lastEventDate: day(10),
      ...fields,
    },
    send: true,
  })
  if (status !== 201) throw new Error(`the question was answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** Waits for a condition; says what it waited for when it does not come. */
export async function until(what, condition, seconds = 60) {
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`${what} did not come within ${seconds} s`)
}
