// From the door to done without a mouse, and without a single shortcut: what somebody does who has Tab, Enter, Space and the arrows, as with a screen reader
// or a switch. Wherever the focus comes to, it can be seen (WCAG 2.4.7, 2.4.11).
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, launch, open, shot } from './browser.mjs'
import { ask, call, typed, until } from './exchange.mjs'
import { ANA, BRUNO } from './people.mjs'

const spaced = (id) => id.replace(/^(..)(...)(...)(...)(..)$/, '$1 $2 $3 $4 $5')
/** More places than any page has between two things that somebody needs one after the other. */
const FAR = 120

/** Somebody who has nothing but keys. */
class Keyboard {
  constructor(page) {
    this.page = page
  }
  press = (key) => this.page.keyboard.press(key)
  write = (words) => this.page.keyboard.type(words)
  /** With Tab to a part of the page; where it is reached it is in sight, whole, with nothing above it. */
  async to(target, key = 'Tab') {
    await target.first().waitFor()
    for (let presses = 0; presses < FAR; presses++) {
      await this.press(key)
      if (await this.is(target)) return this.seen()
    }
    throw new Error(`${target} is not reached with ${FAR} times ${key}`)
  }
  async enter(target) {
    await this.to(target)
    await this.press('Enter')
  }
  /** To a row's link: a table is one stop of Tab, and its cells are walked with the arrows. */
  async row(target) {
    await this.to(this.page.locator('main table').locator('button, a, input, td, th'))
    await this.press('ArrowDown')
    for (let presses = 0; presses < 5 && !(await this.is(this.page.locator('[data-row] a'))); presses++) await this.press('ArrowRight')
    for (let presses = 0; presses < FAR && !(await this.is(target)); presses++) await this.press('ArrowDown')
    assert.ok(await this.is(target), 'the arrows lead to the row’s link')
    await this.seen()
    await this.press('Enter')
  }
  is = (target) => target.evaluateAll((all) => all.some((one) => one === document.activeElement))
  async seen() {
    const hidden = await this.page.evaluate(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))) // the page may scroll it into sight first
      const one = document.activeElement
      const { left, top, width, height } = one.getBoundingClientRect()
      const above = document.elementFromPoint(left + width / 2, top + Math.min(height, 24) / 2)
      if (one.closest('thead') && above?.closest('thead')) return '' // the head of a table that stays in sight is drawn twice
      return one.contains(above) || above?.contains(one) || above?.closest('label, [data-field], tr, li')?.contains(one)
        ? ''
        : `${one.outerHTML.slice(0, 120)} is behind ${above?.outerHTML.slice(0, 120)}`
    })
    assert.equal(hidden, '')
  }
}

describe('without a mouse and without shortcuts', () => {
  let browser, ana, bruno, item, id, path
  before(async () => {
    browser = await launch()
    ;[ana, bruno] = await Promise.all([open(browser), open(browser)])
  })
  after(() => browser?.close())

  /** The way in, from the door. */
  async function signInByKeys({ page }, person) {
    const keys = new Keyboard(page)
    await page.goto(BASE_URL)
    await keys.enter(page.getByRole('button', { name: 'Sign in' }))
    await page.waitForURL((url) => /authorize|login/.test(url.pathname))
    await page.locator('input[name=username]').waitFor()
    await page.evaluate(() => document.activeElement?.blur())
    await keys.to(page.locator('input[name=username]'))
    await keys.write(person)
    await keys.to(page.locator('input[name=password]'))
    await keys.write('Demo-passw0rd')
    await keys.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'To answer' }).waitFor()
    return keys
  }

  it('somebody signs in, comes past the navigation with the first key, and finds the inquiry', async () => {
    await signInByKeys(ana, ANA)
    ;({ id, itemId: item } = await ask(ana.page))
    path = `/v1/inquiries/${id}`
    const keys = await signInByKeys(bruno, BRUNO)
    await until('the question at the other post', async () => (await call(bruno.page, 'GET', path)).body.actions?.includes('reply'))
    await bruno.page.goto(`${BASE_URL}/folders/toDo?item=${item}`)
    await bruno.page.getByRole('link', { name: spaced(item) }).waitFor()
    await bruno.page.evaluate(() => document.activeElement?.blur())
    await keys.press('Tab')
    await keys.press('Enter') // "go to the content"
    assert.equal(await bruno.page.evaluate(() => document.activeElement?.closest('#page') !== null), true)
    await keys.row(bruno.page.getByRole('link', { name: spaced(item) }))
    await bruno.page.getByRole('heading', { name: 'Your answer' }).waitFor()
  })

  it('answers it', async () => {
    const { page } = bruno
    const keys = new Keyboard(page)
    const answers = page.getByRole('radiogroup').filter({ has: page.getByRole('radio', { name: /^In transit/ }) })
    await keys.to(answers.getByRole('radio'))
    const wanted = page.getByRole('radio', { name: /^In transit/ })
    for (let presses = 0; presses < 20 && !(await wanted.isChecked()); presses++) await keys.press('ArrowDown')
    assert.ok(await wanted.isChecked())
    await keys.to(page.locator('[data-field="place"] input'))
    await keys.write('Bonn sorting centre')
    await keys.to(page.locator('[data-field="date"] input'))
    await keys.write(typed(7))
    await keys.enter(page.getByRole('button', { name: 'Send the answer' }))
    await keys.enter(page.getByRole('button', { name: 'Send it now' }))
    await until('the answer', async () => (await call(page, 'GET', path)).body.history.some((one) => one.kind === 'replied'))
    await shot(page, 'story-keyboard-answered')
  })

  it('the other reads the answer and closes', async () => {
    const { page } = ana
    const keys = new Keyboard(page)
    await keys.enter(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Answers to read' }))
    await page.getByRole('heading', { level: 1, name: 'Answers to read' }).waitFor()
    await keys.row(page.getByRole('link', { name: spaced(item) }))
    await page.getByRole('heading', { name: 'Question and answer' }).waitFor()
    const close = page.getByRole('tab', { name: 'Close', exact: true })
    await keys.to(page.getByRole('tablist', { name: 'What next?' }).getByRole('tab'))
    for (let presses = 0; presses < 5 && !(await keys.is(close)); presses++) await keys.press('ArrowRight')
    await keys.press('Enter')
    await keys.enter(page.getByRole('button', { name: 'Close the inquiry' }))
    await page.getByText('Nothing left to do').first().waitFor()
    await shot(page, 'story-keyboard-closed')
  })
})
