// The workspace: a folder with an inquiry beside it, without reloads and jumps; keys for everything; nothing sent twice, nothing typed lost.
// Runs against the stack and against the made-up API (BASE_URL of `npm run mock`) alike.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accessible } from './axe.mjs'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { call, typed, until } from './exchange.mjs'
import { write, written } from './forms.mjs'
import { ANA, BRUNO } from './people.mjs'
import { question } from './questions.mjs'

/** A folder of the person's call centre that has some inquiries, and their ids in their order. */
async function folderWith(page, least) {
  for (const folder of ['waiting', 'overdueByPartner', 'toRead', 'closed']) {
    const { body } = await call(page, 'GET', `/v1/folders/${folder}`)
    if ((body.items ?? []).length >= least) return { folder, ids: body.items.map((one) => one.id) }
  }
  throw new Error('No folder has enough inquiries: is the stack seeded?')
}

const shown = (page) => new URL(page.url()).searchParams.get('open')
const panel = (page) => page.locator('.wa-panel')

describe('the workspace', () => {
  let browser, ana, folder, ids
  before(async () => {
    browser = await launch()
    ana = await open(browser, { width: 1400 })
    await signIn(ana.page, ANA)
    ;({ folder, ids } = await folderWith(ana.page, 2))
  })
  after(async () => {
    if (ana) await call(ana.page, 'PATCH', '/v1/me/preferences', { shortcuts: 'on', welcome: 'due' }) // as the next story expects her
    await browser?.close()
  })

  it('opens an inquiry beside its folder; keys go on and back, and the address leads there again', async () => {
    const { page } = ana
    await page.goto(`${BASE_URL}/folders/${folder}`)
    await page.locator(`[data-row="${ids[0]}"] a`).click()
    await panel(page).getByRole('heading', { name: 'Question and answer' }).waitFor()
    assert.equal(shown(page), ids[0])
    await page.evaluate(() => Object.assign(window, { stillTheSame: true }))
    for (const key of 'jkjkj') await page.keyboard.press(key) // faster than pages are drawn
    await page.locator(`[data-row="${ids[1]}"] a[aria-current="true"]`).waitFor()
    await page.keyboard.press('k')
    await page.locator(`[data-row="${ids[0]}"] a[aria-current="true"]`).waitFor()
    assert.equal(await page.evaluate(() => window.stillTheSame), true, 'nothing was loaded anew')
    assert.ok(
      await page.evaluate((id) => Boolean(document.activeElement?.closest(`[data-row="${id}"]`)), ids[0]),
      'the focus is in its row',
    )
    await accessible(page, 'a folder with an inquiry beside it')
    await shot(page, 'workspace-panel', false)
    await page.reload()
    await panel(page).getByRole('heading', { name: 'Question and answer' }).waitFor()
    assert.equal(shown(page), ids[0])
  })

  it('comes back to a folder as it was left', async () => {
    const { page } = ana
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.getByRole('heading', { level: 1, name: 'Drafts' }).waitFor()
    await page.locator(`nav a[href^="/folders/${folder}"]`).first().click()
    await page.waitForURL(`**/folders/${folder}?open=${ids[0]}`)
    await panel(page).getByRole('heading', { name: 'Question and answer' }).waitFor()
    await page.keyboard.press('x')
    await page.waitForURL((url) => url.search === '')
  })

  it('goes anywhere by name, and never while somebody types', async () => {
    const { page } = ana
    await page.keyboard.press('Control+k')
    await page.keyboard.type('read answ') // at once: nothing of it is lost, nor taken for keys, while the palette is loaded
    await page.getByRole('option', { name: /Answers to read/ }).waitFor()
    assert.equal(await page.getByRole('combobox', { name: 'What do you want to do?' }).inputValue(), 'read answ')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'combobox')
    await accessible(page, 'the palette')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Answers to read' }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await accessible(page, 'the keys')
    await shot(page, 'workspace-keys', false)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.keyboard.type('gt?jn')
    assert.equal(await page.getByRole('searchbox', { name: /Search for an item/ }).inputValue(), 'gt?jn')
    assert.match(page.url(), /toRead/)
  })

  it('keys can be switched off; Ctrl+K stays', async () => {
    const { page } = ana
    await page.evaluate(() => document.activeElement?.blur())
    await page.getByRole('button', { name: 'Appearance' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Keyboard shortcuts of one key' }).click()
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('?')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'What do you want to do?' }).waitFor()
    assert.equal(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count(), 0)
    await page.keyboard.press('Escape')
  })

  it('shows whoever is there for the first time around, by keyboard, and not again', async () => {
    const { page } = ana
    await page.goto(`${BASE_URL}/folders/${folder}`)
    await call(page, 'PATCH', '/v1/me/preferences', { welcome: 'due' })
    await page.reload()
    await page.getByRole('button', { name: 'Show me around' }).click()
    const card = page.getByRole('dialog')
    await card.getByRole('heading', { name: 'Your work is in folders' }).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'tour-title')
    await accessible(page, 'the way around')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await card.getByRole('heading', { name: 'The most urgent first' }).waitFor()
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Show me around' }).count(), 0)
  })

  it('has the item’s way beside the conversation, the next step in sight, and the focus never below it', async () => {
    const { page } = ana
    await page.goto(`${BASE_URL}/inquiries/${ids[0]}`)
    await page.getByRole('heading', { name: 'Question and answer' }).waitFor()
    await page.locator('.wa-together .wa-bubble').first().waitFor()
    await page.getByText('As it was sent').first().click()
    await page
      .getByText(/Codes of catalogue release/)
      .first()
      .waitFor()
    await accessible(page, 'an inquiry with its item’s way')
    const time = page.locator('.wa-bubble .wa-tip button').first()
    await time.focus()
    await page
      .getByRole('tooltip')
      .getByText(/Local time in/)
      .waitFor()
    await page.keyboard.press('Escape')
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await page.getByTestId('next-bar').locator('span').waitFor()
    await page.locator('#page button, #page a').last().focus()
    for (let step = 0; step < 25; step++) {
      await page.keyboard.press('Shift+Tab')
      const hidden = await page.evaluate(() => {
        const line = document.querySelector('.wa-next-line')?.getBoundingClientRect()
        const focus = document.activeElement
        if (!line || !focus || focus.closest('.wa-next-bar') || !focus.closest('#page')) return false
        const at = focus.getBoundingClientRect()
        return at.top < line.bottom - 1 && at.bottom > line.top
      })
      assert.equal(hidden, false, 'the focus is in sight')
    }
    await page.getByText('Conversation only').click()
    await page.locator('.wa-conversation').waitFor()
    await page.reload()
    await page.locator('.wa-conversation').waitFor()
    await page.getByText('With the item’s way').click()
  })

  it('on a narrow screen an inquiry is a page', async () => {
    const phone = await open(browser, { width: 400 })
    await signIn(phone.page, ANA, `/folders/${folder}`)
    await phone.page.locator(`[data-row="${ids[0]}"] a`).click()
    await phone.page.waitForURL(`**/inquiries/${ids[0]}`)
    await phone.close()
  })

  describe('an answer', () => {
    let bruno, id
    before(async () => {
      bruno = await open(browser)
      await signIn(bruno.page, BRUNO)
    })

    /** A question that Bruno can answer, and the beginning of an answer. */
    const begin = async (words) => {
      id = await question(ana.page, bruno.page)
      await bruno.page.goto(`${BASE_URL}/inquiries/${id}`)
      await bruno.page.getByRole('radio', { name: /^In transit/ }).check()
      await write(bruno.page, 'place', words)
      await write(bruno.page, 'date', typed(7))
    }
    const replies = async () => {
      const { body } = await call(bruno.page, 'GET', `/v1/inquiries/${id}`)
      return body.history.filter((one) => one.kind === 'replied').length
    }
    const send = () => bruno.page.getByRole('button', { name: 'Send the answer' }).click()

    it('can be taken back for ten seconds, with everything that was typed; then it is sent once', async () => {
      await begin('Bonn sorting centre')
      await send()
      await bruno.page.getByText(/is sent in \d+ seconds/).waitFor()
      await shot(bruno.page, 'workspace-held', false)
      assert.equal(await replies(), 0)
      await bruno.page.getByRole('button', { name: 'Take it back' }).click()
      assert.equal(await written(bruno.page, 'place'), 'Bonn sorting centre')
      await send()
      await bruno.page.goto(`${BASE_URL}/folders/toDo`) // leaving the page sends it
      await until('the answer', async () => (await replies()) === 1)
    })

    it('without a connection waits, and is sent once when it is back', async () => {
      await begin('Frankfurt')
      const lost = []
      await bruno.page.route(`**/v1/inquiries/${id}/reply`, async (route) => {
        lost.push(route.request().headers()['idempotency-key'])
        if (lost.length === 1) await route.fetch() // it arrives, and its answer is lost
        await route.abort('connectionfailed').catch(() => undefined) // the story may have gone on meanwhile
      })
      await send()
      await bruno.page.getByRole('button', { name: 'Send it now' }).click()
      await bruno.page
        .getByText(/is not sent yet: no connection/)
        .first()
        .waitFor()
      await shot(bruno.page, 'workspace-waiting', false)
      await bruno.page.unroute(`**/v1/inquiries/${id}/reply`)
      await bruno.page.evaluate(() => window.dispatchEvent(new Event('online')))
      await bruno.page
        .getByText(/has been told/)
        .first()
        .waitFor()
      assert.equal(await replies(), 1)
      assert.equal(new Set(lost).size, 1, 'every try is the same step')
    })

    it('is not lost when the session ends in the middle of it', async () => {
      await begin('Typed before the session ended')
      await bruno.page.route('**/v1/**', (route) =>
        route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"type":"x/unauthenticated","status":401}' }),
      )
      await send()
      await bruno.page.getByRole('button', { name: 'Send it now' }).click()
      await bruno.page.getByText('Your session has ended').first().waitFor()
      await bruno.page.unroute('**/v1/**')
      bruno.page.once('dialog', (dialog) => dialog.accept()) // leaving while something waits is asked about
      await bruno.page.getByRole('button', { name: 'Sign in again' }).click()
      await bruno.page.waitForURL(/authorize|login|\/inquiries/)
      const mock = bruno.page.locator(`button[value="${BRUNO}"]`)
      if (await mock.count()) await mock.click()
      else if (!bruno.page.url().startsWith(BASE_URL)) {
        await bruno.page.fill('input[name=username]', BRUNO)
        await bruno.page.fill('input[name=password]', 'Demo-passw0rd')
        await bruno.page.click('button[type=submit], input[type=submit]')
      }
      await bruno.page.waitForURL(`**/inquiries/${id}`)
      await until('the answer', async () => (await replies()) === 1)
    })
  })

  it('nothing went wrong in the browser', () => {
    assert.deepEqual(
      ana.complaints.filter((one) => !/status of (401|404|409|422)/.test(one)),
      [],
    )
  })
})
