// The job itself: a call centre asks, another answers, the first tells its customer and closes.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { ask, call, day, freshItem, track, typed, until } from './exchange.mjs'
import { fillRequest, write, written } from './forms.mjs'
import { ANA, BRUNO } from './people.mjs'

const spaced = (id) => id.replace(/^(..)(...)(...)(...)(..)$/, '$1 $2 $3 $4 $5')

/** What is to be done next, in its box; a line at the top says it again while the box is out of sight. */
const next = (page) => page.getByTestId('next-step')

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
    await ana.page.getByRole('button', { name: 'Ask about it' }).click()
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

  it('asking the same again is told at once, and a further customer joins the open inquiry', async () => {
    await ana.page.goto(`${BASE_URL}/items/${item}/ask`)
    await ana.page.getByText('This is already being asked').waitFor()
    await ana.page.getByRole('link', { name: 'Go to the open inquiry' }).waitFor()
    await write(ana.page, 'customerRef', 'R-2')
    await ana.page.getByRole('button', { name: 'Join it instead' }).click()
    await ana.page.waitForURL(`**${address}`)
    await ana.page.getByRole('note', { name: 'A further customer joined' }).getByText('R-2').waitFor()
  })

  it('a note stays with the own post', async () => {
    await ana.page.getByText('Note for colleagues').click()
    await ana.page.getByRole('textbox', { name: 'Note', exact: true }).fill('The customer calls back on Friday.')
    await ana.page.getByRole('button', { name: 'Add the note' }).click()
    await ana.page.getByRole('note', { name: 'Internal note' }).getByText('The customer calls back on Friday.').waitFor()
    await bruno.page.goto(BASE_URL + address)
    await bruno.page.getByText('Question and answer').waitFor()
    assert.equal(await bruno.page.getByText('The customer calls back on Friday.').count(), 0)
    assert.equal(await bruno.page.getByText('R-2').count(), 0)
  })

  it('the other post finds it in its folder, and opening it is seen by the asker', async () => {
    await bruno.page.goto(`${BASE_URL}/folders/toDo`)
    await bruno.page.getByRole('link', { name: spaced(item) }).click()
    await next(bruno.page)
      .getByText(/Next: answer Royal Mail/)
      .waitFor()
    await until('the stamp "Opened" at the asker', async () => (await ana.page.getByText('✓ Opened').count()) > 0)
  })

  it('an event that answers the question offers the answer, and one key confirms it', async () => {
    await track(bruno.page, item, [{ code: 'EMI', hours: 20, office: 'DEFRAA', signatory: 'B. Beispiel' }])
    await until('the offer', async () => {
      await bruno.page.reload()
      return bruno.page
        .getByText('Tracking answers this: Delivered')
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        )
    })
    const offer = bruno.page.getByTestId('proposal')
    await offer.getByText('B. Beispiel').waitFor()
    await offer.getByText('Delivery event (EMI)').waitFor()
    await shot(bruno.page, 'story-answer')
    await bruno.page.getByRole('button', { name: 'Look at it' }).click()
    await bruno.page.keyboard.press('Control+Enter')
    await bruno.page.getByRole('button', { name: 'Send it now' }).click() // or it is held for ten seconds
    await bruno.page.getByText('Answered. Royal Mail has been told.').first().waitFor()
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
    await next(ana.page).getByText('Next: tell the customer, then close').waitFor()
    await ana.page
      .getByRole('article', { name: /Deutsche Post/ })
      .getByText('Delivered', { exact: true })
      .waitFor()
    await until('the stamp "Read" at the post that answered', async () => (await bruno.page.getByText('✓ Read').count()) > 0)
    await ana.page.getByRole('button', { name: 'Close the inquiry' }).click()
    await next(ana.page).getByText('Nothing left to do').waitFor()
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
    const raised = await ask(ana.page)
    await until('the question at the other post', async () =>
      (await call(bruno.page, 'GET', `/v1/inquiries/${raised.id}`)).body.actions?.includes('reply'),
    )
    await bruno.page.goto(`${BASE_URL}/inquiries/${raised.id}`)
    await bruno.page.getByRole('radio', { name: /^In transit/ }).check()
    await write(bruno.page, 'place', 'Bonn sorting centre')
    await write(bruno.page, 'date', typed(7))
    const quicker = await call(bruno.page, 'POST', `/v1/inquiries/${raised.id}/reply`, {
      code: 'DLV',
      fields: { date: day(7), receivedBy: 'C', evidence: 'signature' },
    })
    assert.equal(quicker.status, 200, JSON.stringify(quicker.body))
    await bruno.page.getByRole('button', { name: 'Send the answer' }).click()
    await bruno.page.getByRole('button', { name: 'Send it now' }).click()
    await bruno.page.getByText('Somebody was quicker').waitFor()
    await next(bruno.page).getByText('Nothing to do: you have answered').waitFor()
    await bruno.page.getByText(/What was sent meanwhile: Delivered/).waitFor() // both versions, beside each other
    await bruno.page.getByText(/What you were about to send: In transit/).waitFor()
    await bruno.page.getByText('Bonn sorting centre').waitFor()
    await shot(bruno.page, 'story-conflict')
  })

  it('an inconclusive answer is taken one level up, and a conclusive one is not accepted, once', async () => {
    const raised = await ask(ana.page)
    const path = `/v1/inquiries/${raised.id}`
    const answered = async (code, fields) => {
      await until('the question at the other post', async () => (await call(bruno.page, 'GET', path)).body.actions?.includes('reply'))
      const { status, body } = await call(bruno.page, 'POST', `${path}/reply`, { code, fields })
      assert.equal(status, 200, JSON.stringify(body))
    }
    await answered('TRN', { place: 'Bonn', date: day(7) })
    await ana.page.goto(`${BASE_URL}/inquiries/${raised.id}`)
    await ana.page.getByText('The question stays open', { exact: true }).waitFor()
    await ana.page.getByRole('textbox', { name: 'Message (optional)' }).fill('The customer waits at home.')
    await ana.page.getByRole('button', { name: 'Take it one level up' }).click()
    await ana.page.getByRole('button', { name: 'Send it now' }).click()
    await ana.page.getByText('Level 2 of 3').waitFor()
    await shot(ana.page, 'story-escalated')
    await answered('DLV', { date: day(7), receivedBy: 'A neighbour', evidence: 'gps' })
    await ana.page.getByRole('tab', { name: 'The answer is not one' }).click() // on the same page: one's own step is no other's
    await ana.page.getByRole('radio', { name: 'The addressee does not have it' }).check()
    await ana.page.getByRole('button', { name: 'Do not accept it' }).click()
    await ana.page.getByText(/The refusal of the answer on .* is sent in \d+ seconds/).waitFor()
    await ana.page.getByRole('button', { name: 'Take it back' }).click() // with its reason, where it was chosen
    await ana.page.getByRole('button', { name: 'Do not accept it' }).click()
    await ana.page.getByRole('button', { name: 'Send it now' }).click()
    await ana.page.getByText('Level 3 of 3').waitFor()
    await ana.page.getByText('Not accepted', { exact: true }).waitFor()
    await shot(ana.page, 'story-rejected')
  })
})
