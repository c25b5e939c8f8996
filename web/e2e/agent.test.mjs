// The job itself: a call centre asks, another answers, the first tells its customer and closes.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { call, freshItem, track, until } from './exchange.mjs'
import { choose, fillRequest, write, written } from './forms.mjs'
import { ANA, BRUNO } from './people.mjs'

const spaced = (id) => id.replace(/^(..)(...)(...)(...)(..)$/, '$1 $2 $3 $4 $5')

describe('agents of two posts', () => {
  const item = freshItem()
  let browser, ana, bruno, address

  before(async () => {
    browser = await launch()
    ;[ana, bruno] = await Promise.all([open(browser), open(browser)])
    await signIn(ana.page, ANA)
    await signIn(bruno.page, BRUNO)
    await track(ana.page, item, [
      { code: 'EMA', hours: 260, office: 'GBLALA', weightG: 1200 },
      { code: 'EMC', hours: 240, office: 'GBLALA', nextOffice: 'DEFRAA' },
    ])
    await track(bruno.page, item, [{ code: 'EMD', hours: 200, office: 'DEFRAA' }])
  })
  after(() => browser?.close())

  it('an item is found however its number is typed', async () => {
    const search = ana.page
      .getByRole('searchbox')
      .or(ana.page.getByRole('combobox', { name: 'Item number' }))
      .first()
    await search.fill(` ${spaced(item).toLowerCase()} `)
    await search.press('Enter')
    await ana.page.getByRole('heading', { level: 1, name: spaced(item) }).waitFor()
    await ana.page.getByText('Arrived in the destination country').waitFor()
    await ana.page.getByText('Deutsche Post, Germany').waitFor()
    await shot(ana.page, 'story-item')
  })

  it('a question that is not complete names what is missing and keeps what was typed', async () => {
    await ana.page.getByRole('button', { name: 'Ask where it is' }).click()
    await ana.page.getByRole('heading', { level: 1, name: 'Where is the item?' }).waitFor()
    assert.equal(await written(ana.page, 'postingOffice'), 'GBLALA', 'the posting office is filled in from tracking')
    assert.equal(await written(ana.page, 'weightG'), '1200')
    await write(ana.page, 'senderName', 'Alex Example')
    await ana.page.getByRole('button', { name: /^Send to/ }).click()
    await ana.page.getByText('Look at these fields').waitFor()
    assert.equal(await written(ana.page, 'senderName'), 'Alex Example')
    await shot(ana.page, 'story-incomplete')
  })

  it('a complete question goes to the destination post', async () => {
    await fillRequest(ana.page)
    await write(ana.page, 'remark', 'The neighbour has seen no parcel either.')
    await ana.page.getByRole('button', { name: /^Send to Deutsche Post/ }).click()
    await ana.page.waitForURL(/\/inquiries\/[0-9A-Z]+$/)
    address = new URL(ana.page.url()).pathname
    await ana.page.getByText(/Nothing to do: Deutsche Post answers by/).waitFor({ timeout: 60_000 })
    await ana.page.getByText('Why is it due then?').click()
    await ana.page.getByRole('table', { name: 'Counted opening hours' }).waitFor()
    await shot(ana.page, 'story-sent')
  })

  it('asking the same again leads to the open inquiry', async () => {
    await ana.page.goto(`${BASE_URL}/items/${item}/ask`)
    await ana.page.getByText('Already being asked').waitFor()
    await fillRequest(ana.page)
    await ana.page.getByRole('button', { name: /^Send to/ }).click()
    await ana.page.getByRole('link', { name: 'Go to the open inquiry' }).click()
    await ana.page.waitForURL(`**${address}`)
  })

  it('the other post finds it in its folder, and opening it is seen by the asker', async () => {
    await bruno.page.goto(`${BASE_URL}/folders/toDo`)
    await bruno.page.getByRole('link', { name: spaced(item) }).click()
    await bruno.page.getByText(/Next: answer Royal Mail/).waitFor()
    await until('the stamp "Opened" at the asker', async () => (await ana.page.getByText('✓ Opened').count()) > 0)
  })

  it('an event that answers the question fills in the answer', async () => {
    await track(bruno.page, item, [{ code: 'EMI', hours: 20, office: 'DEFRAA', signatory: 'B. Beispiel' }])
    await until('the suggestion', async () => {
      await bruno.page.reload()
      return bruno.page
        .getByText('Tracking answers this question')
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        )
    })
    assert.equal(await written(bruno.page, 'receivedBy'), 'B. Beispiel')
    assert.match(await written(bruno.page, 'date'), /^\d{4}\/\d{2}\/\d{2}$/)
    await bruno.page.getByRole('button', { name: 'Send the answer' }).click()
    await bruno.page.getByText('Fill in this field.').waitFor()
    await choose(bruno.page, 'evidence', 'Signature')
    await shot(bruno.page, 'story-answer')
    await bruno.page.getByRole('button', { name: 'Send the answer' }).click()
    await bruno.page.getByText('Answered. Royal Mail has been told.').waitFor()
    await shot(bruno.page, 'story-answered')
  })

  it('the asker is told, reads the answer and closes', async () => {
    await until('the alert', async () => {
      await ana.page.goto(`${BASE_URL}/alerts`)
      return ana.page
        .getByRole('link', { name: `Deutsche Post answered on ${spaced(item)}` })
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        )
    })
    await ana.page.getByRole('link', { name: `Deutsche Post answered on ${spaced(item)}` }).click()
    await ana.page.getByText('Next: tell the customer, then close').waitFor()
    await ana.page
      .getByRole('article', { name: /Deutsche Post/ })
      .getByText('Delivered', { exact: true })
      .waitFor()
    await until('the stamp "Read" at the post that answered', async () => (await bruno.page.getByText('✓ Read').count()) > 0)
    await ana.page.getByRole('button', { name: 'Close the inquiry' }).click()
    await ana.page.getByText('Nothing left to do').waitFor()
    await shot(ana.page, 'story-closed')
  })

  it('nothing went wrong in either browser', () => {
    const serious = [...ana.complaints, ...bruno.complaints].filter((one) => !/status of (404|409|422)/.test(one))
    assert.deepEqual(serious, [])
  })

  it('what was typed survives an expired session', async () => {
    const another = freshItem()
    await track(ana.page, another, [{ code: 'EMC', hours: 240, office: 'GBLALA', nextOffice: 'DEFRAA' }])
    await ana.page.goto(`${BASE_URL}/items/${another}/ask`)
    await write(ana.page, 'remark', 'Typed before the session ended.')
    await ana.page.route('**/v1/**', (route) =>
      route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"type":"x/unauthenticated","status":401}' }),
    )
    await ana.page.getByRole('button', { name: /^Save as draft/ }).click()
    await ana.page.getByText('Your session has ended').first().waitFor()
    await ana.page.unroute('**/v1/**')
    await ana.page.getByRole('button', { name: 'Sign in again' }).click()
    await ana.page.waitForURL(/authorize|login|\/ask/)
    if (!ana.page.url().startsWith(BASE_URL)) {
      await ana.page.fill('input[name=username]', ANA)
      await ana.page.fill('input[name=password]', 'Demo-passw0rd')
      await ana.page.click('button[type=submit], input[type=submit]')
    }
    await ana.page.waitForURL(`**/items/${another}/ask`)
    assert.equal(await written(ana.page, 'remark'), 'Typed before the session ended.')
  })

  it('of two answers at once, the second sees what happened and keeps its text', async () => {
    const another = freshItem()
    await track(ana.page, another, [{ code: 'EMC', hours: 240, office: 'GBLALA', nextOffice: 'DEFRAA' }])
    const fields = {
      postingDate: '2026-11-02',
      senderName: 'A',
      senderAddress: 'B',
      addresseeName: 'C',
      addresseeAddress: 'D',
      contents: 'E',
      customerIs: 'sender',
      lastEventCode: 'EMC',
      lastEventDate: '2026-11-03',
    }
    const raised = await call(ana.page, 'POST', '/v1/inquiries', {
      itemId: another,
      workflow: 'WII',
      destination: 'DEA',
      fields,
      send: true,
    })
    assert.equal(raised.status, 201, JSON.stringify(raised.body))
    await until('the question at the other post', async () =>
      (await call(bruno.page, 'GET', `/v1/inquiries/${raised.body.id}`)).body.actions?.includes('reply'),
    )
    await bruno.page.goto(`${BASE_URL}/inquiries/${raised.body.id}`)
    await bruno.page.getByRole('radio', { name: /^In transit/ }).check()
    await write(bruno.page, 'place', 'Bonn sorting centre')
    await write(bruno.page, 'date', '2026/11/20')
    const quicker = await call(bruno.page, 'POST', `/v1/inquiries/${raised.body.id}/reply`, {
      code: 'DLV',
      fields: { date: '2026-11-20', receivedBy: 'C', evidence: 'signature' },
    })
    assert.equal(quicker.status, 200, JSON.stringify(quicker.body))
    await bruno.page.getByRole('button', { name: 'Send the answer' }).click()
    await bruno.page.getByText('Somebody was quicker').waitFor()
    await bruno.page.getByText('Nothing to do: you have answered').waitFor()
    await bruno.page.getByText('Bonn sorting centre').waitFor()
    await shot(bruno.page, 'story-conflict')
  })
})
