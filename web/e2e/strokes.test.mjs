// The five commonest tasks with the keyboard alone, as whoever does them all day, and with a mouse, as whoever does them now and then: how many keys and
// clicks each takes, held against what docs/ux.md says. Letters of words that are typed in are not counted: they are the same anywhere.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, launch, open, signIn } from './browser.mjs'
import { ask, call, day, freshItem, track, typed, until } from './exchange.mjs'
import { ANA, BRUNO } from './people.mjs'

/** How many keys, or clicks, a task takes, as the table of docs/ux.md says. */
const documented = (task, what = 'keys') => {
  const table = readFileSync(new URL('../../docs/ux.md', import.meta.url), 'utf8')
  const cells = (line) => line.split('|').map((cell) => cell.trim())
  const lines = table.split('\n')
  const row = lines.find((line) => line.startsWith(`| ${task} |`))
  const head = lines.find((line) => line.startsWith('| Task |'))
  assert.ok(row && head, `docs/ux.md has no row "${task}"`)
  return Number(cells(row)[cells(head).indexOf(what)])
}

/** Somebody at a keyboard, or with a mouse. */
class Hands {
  keys = 0
  clicks = 0
  constructor(page) {
    this.page = page
  }
  async press(...keys) {
    for (const key of keys) {
      this.keys++
      await this.page.keyboard.press(key)
    }
  }
  async click(...targets) {
    for (const target of targets) {
      this.clicks++
      await target.first().click()
    }
  }
  /** Into a field of the form, which is clicked first. */
  async fill(code, words) {
    await this.click(this.page.locator(`[data-field="${code}"]`).locator('input, textarea'))
    await this.write(words)
  }
  write = (words) => this.page.keyboard.type(words)
  /** Waits until a field of the form has the focus. */
  at = (code) => this.page.waitForFunction((wanted) => document.activeElement?.closest(`[data-field="${wanted}"]`), code)
  shows = (words) => this.page.getByText(words).first().waitFor()
}

describe('the commonest tasks', () => {
  let browser, ana, bruno
  before(async () => {
    browser = await launch()
    ;[ana, bruno] = await Promise.all([open(browser), open(browser)])
    await signIn(ana.page, ANA)
    await signIn(bruno.page, BRUNO)
  })
  after(() => browser?.close())

  /** An item that has left, and a question about it that waits for Bruno, the most urgent of all. */
  const question = async (fields = {}, events = []) => {
    const { id, itemId: item } = await ask(ana.page, { fields })
    if (events.length > 0) await track(bruno.page, item, events)
    const path = `/v1/inquiries/${id}`
    await until('the question at the other post', async () => (await call(bruno.page, 'GET', path)).body.actions?.includes('reply'))
    return { item, id, path }
  }
  /** A new item that has left its country. */
  const left = async () => {
    const item = freshItem()
    await track(ana.page, item, [
      { code: 'EMA', hours: 260, office: 'GBLALA', weightG: 1200 },
      { code: 'EMC', hours: 240, office: 'GBLALA', nextOffice: 'DEFRAA' },
    ])
    return item
  }
  /** Bruno's answer to a question: delivered. */
  const delivered = async (path) => {
    const fields = { date: day(7), receivedBy: 'C', evidence: 'signature' }
    assert.equal((await call(bruno.page, 'POST', `${path}/reply`, { code: 'DLV', fields })).status, 200)
  }
  /** A folder that is narrowed to an item, as somebody finds it who works through the list. */
  const listWith = async ({ page }, folder, item) => {
    await page.goto(`${BASE_URL}/folders/${folder}?item=${item}`)
    await page.locator(`[data-row] a`).first().waitFor()
  }
  const kinds = async (path) => (await call(ana.page, 'GET', path)).body.history.map((one) => one.kind)

  it('ask where an item is', async () => {
    const item = await left()
    const hands = new Hands(ana.page)
    await ana.page.goto(`${BASE_URL}/folders/toRead`)
    await ana.page.getByRole('heading', { level: 1, name: 'Answers to read' }).waitFor()
    await hands.press('n')
    await ana.page.waitForFunction(() => document.activeElement?.matches('#page input'))
    await hands.write(item)
    await hands.press('Enter')
    await ana.page.getByRole('button', { name: 'Ask about it' }).waitFor()
    await hands.press('r')
    await ana.page.getByRole('button', { name: /^Send to/ }).waitFor()
    await hands.press('r')
    await hands.at('senderName')
    await hands.write('Alex Example')
    await hands.press('Tab')
    await hands.write('1 Sample Street, Doncaster')
    await hands.press('Control+Enter')
    await hands.at('addresseeName')
    await hands.write('Berta Beispiel')
    await hands.press('Tab')
    await hands.write('Musterweg 2, 53113 Bonn')
    await hands.press('Control+Enter')
    await hands.at('contents')
    await hands.write('Two books')
    await hands.press('Control+Enter')
    await hands.at('customerIs')
    await hands.press('Enter', 'Enter') // opens with the first choice: the sender
    await hands.press('Control+Enter')
    await ana.page.waitForURL(/\/inquiries\/[0-9A-Z]+$/)
    assert.equal(hands.keys, documented('Ask where an item is'))
  })

  it('confirm what tracking answers', async () => {
    const { item, path } = await question({}, [{ code: 'EMI', hours: 20, office: 'DEFRAA', signatory: 'B. Beispiel' }])
    const hands = new Hands(bruno.page)
    await listWith(bruno, 'toDo', item)
    await hands.press('j')
    await bruno.page.getByTestId('proposal').waitFor()
    await hands.press('r', 'Control+Enter')
    await hands.shows(/is sent in \d+ seconds/)
    await bruno.page.getByRole('button', { name: 'Send it now' }).click() // no part of the task: ten seconds do it as well
    await until('the answer', async () => (await kinds(path)).includes('replied'))
    assert.equal(hands.keys, documented('Confirm what tracking answers'))
  })

  it('answer what one found', async () => {
    const { item, path } = await question()
    const hands = new Hands(bruno.page)
    await listWith(bruno, 'toDo', item)
    await hands.press('j')
    await bruno.page.getByRole('heading', { name: 'Your answer' }).waitFor()
    await hands.press('r', 'ArrowDown')
    await bruno.page.getByRole('radio', { name: 'Awaiting pick-up', checked: true }).waitFor()
    await hands.press('Control+Enter')
    await hands.at('office')
    await hands.write('Bonn 1')
    await hands.press('Control+Enter')
    await hands.at('address')
    await hands.write('Am Muster 1, 53113 Bonn')
    await hands.press('Control+Enter')
    await hands.at('lastDay')
    await hands.write(typed(-7))
    await hands.press('Control+Enter')
    await hands.shows(/is sent in \d+ seconds/)
    await bruno.page.getByRole('button', { name: 'Send it now' }).click()
    await until('the answer', async () => (await kinds(path)).includes('replied'))
    assert.equal(hands.keys, documented('Answer what one found'))
  })

  it('read an answer and close', async () => {
    const { item, path } = await question()
    await delivered(path)
    const hands = new Hands(ana.page)
    await listWith(ana, 'toRead', item)
    await hands.press('j')
    await ana.page.getByRole('heading', { name: 'What next?' }).waitFor()
    await hands.press('c', 'Control+Enter')
    await hands.shows('Nothing left to do')
    assert.ok((await kinds(path)).includes('closed'))
    assert.equal(hands.keys, documented('Read an answer and close'))
  })

  it('close with two keys that come before the next picture', async () => {
    const { item, path } = await question()
    await delivered(path)
    const { page } = ana
    await listWith(ana, 'toRead', item)
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: 'What next?' }).waitFor()
    await page.evaluate(() => {
      const press = (key, ctrlKey = false) =>
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }))
      press('c')
      press('Enter', true)
    })
    await until('the end', async () => (await kinds(path)).includes('closed'))
  })

  it('find a customer’s inquiry and note their call', async () => {
    const reference = `R${Date.now()}`
    const { path } = await question({ customerRef: reference })
    const hands = new Hands(ana.page)
    await until('the index', async () => (await call(ana.page, 'GET', `/v1/search?q=${reference}`)).body.items?.length > 0)
    await ana.page.goto(`${BASE_URL}/folders/toRead`)
    await ana.page.getByRole('heading', { level: 1, name: 'Answers to read' }).waitFor()
    await hands.press('/')
    await hands.write(reference)
    await hands.press('Enter')
    await ana.page.getByRole('heading', { level: 1, name: 'Search' }).waitFor() // not the folder's rows, which are there until then
    await ana.page.locator('#page [data-row] a').first().waitFor()
    await ana.page.waitForFunction(() => document.activeElement?.id === 'page')
    await hands.press('j')
    await hands.press('Enter')
    await ana.page.getByRole('heading', { name: 'Question and answer' }).waitFor()
    await hands.press('i')
    await hands.write('The customer called again.')
    await hands.press('Control+Enter')
    await until('the note', async () => (await kinds(path)).includes('noted'))
    assert.equal(hands.keys, documented('Find a customer’s inquiry and note their call'))
  })

  describe('with a mouse', () => {
    it('ask where an item is', async () => {
      const item = await left()
      const { page } = ana
      const hands = new Hands(page)
      await page.goto(`${BASE_URL}/folders/toRead`)
      await hands.click(page.locator('#page').getByRole('link', { name: 'Look up an item' }))
      await page.waitForFunction(() => document.activeElement?.matches('#page input'))
      await hands.write(item)
      await hands.click(page.getByRole('button', { name: 'Look it up' }), page.getByRole('button', { name: 'Ask about it' }))
      await page.getByRole('button', { name: /^Send to/ }).waitFor()
      await hands.fill('senderName', 'Alex Example')
      await hands.fill('senderAddress', '1 Sample Street, Doncaster')
      await hands.fill('addresseeName', 'Berta Beispiel')
      await hands.fill('addresseeAddress', 'Musterweg 2, 53113 Bonn')
      await hands.fill('contents', 'Two books')
      await hands.click(page.locator('[data-field="customerIs"] button'), page.getByRole('option', { name: 'The sender', exact: true }))
      await hands.click(page.getByRole('button', { name: /^Send to/ }))
      await page.waitForURL(/\/inquiries\/[0-9A-Z]+$/)
      assert.equal(hands.clicks, documented('Ask where an item is', 'clicks'))
    })

    it('confirm what tracking answers', async () => {
      const { item, path } = await question({}, [{ code: 'EMI', hours: 20, office: 'DEFRAA', signatory: 'B. Beispiel' }])
      const { page } = bruno
      const hands = new Hands(page)
      await listWith(bruno, 'toDo', item)
      await hands.click(page.locator('[data-row] a'), page.getByTestId('proposal').getByRole('button', { name: 'Confirm and send' }))
      await hands.shows(/is sent in \d+ seconds/)
      await page.getByRole('button', { name: 'Send it now' }).click()
      await until('the answer', async () => (await kinds(path)).includes('replied'))
      assert.equal(hands.clicks, documented('Confirm what tracking answers', 'clicks'))
    })

    it('answer what one found', async () => {
      const { item, path } = await question()
      const { page } = bruno
      const hands = new Hands(page)
      await listWith(bruno, 'toDo', item)
      await hands.click(page.locator('[data-row] a'), page.getByRole('radio', { name: 'Awaiting pick-up' }))
      await hands.fill('office', 'Bonn 1')
      await hands.fill('address', 'Am Muster 1, 53113 Bonn')
      await hands.fill('lastDay', typed(-7))
      await hands.click(page.getByRole('button', { name: 'Send the answer' }))
      await hands.shows(/is sent in \d+ seconds/)
      await page.getByRole('button', { name: 'Send it now' }).click()
      await until('the answer', async () => (await kinds(path)).includes('replied'))
      assert.equal(hands.clicks, documented('Answer what one found', 'clicks'))
    })

    it('read an answer and close', async () => {
      const { item, path } = await question()
      await delivered(path)
      const { page } = ana
      const hands = new Hands(page)
      await listWith(ana, 'toRead', item)
      await hands.click(page.locator('[data-row] a'), page.getByRole('button', { name: 'Close the inquiry' }))
      await hands.shows('Nothing left to do')
      assert.ok((await kinds(path)).includes('closed'))
      assert.equal(hands.clicks, documented('Read an answer and close', 'clicks'))
    })

    it('find a customer’s inquiry and note their call', async () => {
      const reference = `R${Date.now()}`
      const { path } = await question({ customerRef: reference })
      const { page } = ana
      const hands = new Hands(page)
      await until('the index', async () => (await call(page, 'GET', `/v1/search?q=${reference}`)).body.items?.length > 0)
      await page.goto(`${BASE_URL}/folders/toRead`)
      await page.getByRole('heading', { level: 1, name: 'Answers to read' }).waitFor()
      await hands.click(page.getByRole('banner').locator('input'))
      await hands.write(`${reference}\n`)
      await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor()
      await hands.click(page.locator('#page [data-row] a'), page.getByText('Note for colleagues'))
      await hands.click(page.getByRole('textbox', { name: 'Note', exact: true }))
      await hands.write('The customer called again.')
      await hands.click(page.getByRole('button', { name: 'Add the note' }))
      await until('the note', async () => (await kinds(path)).includes('noted'))
      assert.equal(hands.clicks, documented('Find a customer’s inquiry and note their call', 'clicks'))
    })
  })
})
