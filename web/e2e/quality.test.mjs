// A week's work is looked at: a supervisor draws the sample and scores it, and whose work it is reads that and answers.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { ask, call, day, tokenOf, until } from './exchange.mjs'
import { workedAt } from './facts.mjs'
import { ANA, BRUNO, SAM } from './people.mjs'

const COMMENT = 'The customer was told what the other post found, and why. Well done.'
const ANSWER = 'Thank you. I shall ask for the signature next time.'

describe('the quality of a week’s work', () => {
  let browser, ana, sam, review
  before(async () => {
    browser = await launch()
    ;[ana, sam] = await Promise.all([open(browser), open(browser, { width: 1400 })])
    await signIn(ana.page, ANA)
    await signIn(sam.page, SAM)
    await closedLastWeek()
  })
  after(() => browser?.close())

  /** An inquiry of Ana's, asked, answered and closed, as if she had closed it last week. */
  async function closedLastWeek() {
    const { id } = await ask(ana.page)
    const path = `/v1/inquiries/${id}`
    const bruno = await open(browser)
    await signIn(bruno.page, BRUNO)
    await until('the question at the other post', async () => (await call(bruno.page, 'GET', path)).body.actions?.includes('reply'))
    const fields = { date: day(7), receivedBy: 'C', evidence: 'signature' }
    assert.equal((await call(bruno.page, 'POST', `${path}/reply`, { code: 'DLV', fields })).status, 200)
    await bruno.close()
    await call(ana.page, 'POST', `${path}/read`, {})
    const { status, body } = await call(ana.page, 'POST', `${path}/close`, { code: 'CLO_OK' })
    assert.equal(status, 200)
    const { sub } = JSON.parse(Buffer.from((await tokenOf(ana.page)).split('.')[1], 'base64url'))
    const lastWeek = new Date(Date.now() - 7 * 86_400_000)
    const step = { centre: 'GBA-DON', subject: sub, name: 'Ana Aldous', inquiry: id, seq: body.history.at(-1).seq, kind: 'closed' }
    await workedAt(lastWeek, step)
  }

  it('a supervisor draws last week’s sample', async () => {
    const { page } = sam
    await page.goto(`${BASE_URL}/quality?centre=GBA-DON`)
    await page.getByRole('button', { name: 'Draw the sample' }).click()
    await page.getByText(/inquir(y was|ies were) drawn\.|Nothing more to draw/).waitFor()
    await page
      .getByRole('row', { name: /^Open the review of Ana.*To be reviewed/ })
      .first()
      .waitFor()
    await shot(page, 'story-quality-drawn')
  })

  it('and scores it criterion by criterion, with the inquiry beside it; without all the points it cannot be saved', async () => {
    const { page } = sam
    const row = page.getByRole('row', { name: /^Open the review of Ana.*To be reviewed/ }).first()
    await row.getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: /^Review of Ana/ }).waitFor()
    review = new URL(page.url()).pathname
    await page.getByRole('button', { name: 'Open the inquiry beside it' }).click()
    await page.getByText('Question and answer').waitFor()
    const sheet = page.getByRole('radiogroup')
    const save = page.getByRole('button', { name: 'Save the review' })
    const criteria = await sheet.count()
    assert.ok(criteria >= 3)
    for (let at = 0; at < criteria; at++) {
      assert.equal(await save.getAttribute('aria-disabled'), 'true', 'criteria are left')
      await sheet.nth(at).getByRole('radio').last().check()
    }
    await page.getByRole('textbox', { name: 'Comment' }).fill(COMMENT)
    await save.click()
    await page.getByText('The review was saved.').waitFor()
    await shot(page, 'story-quality-scored')
  })

  it('whose work it is reads points and comment, and answers once', async () => {
    const { page } = ana
    await page.goto(`${BASE_URL}/quality`)
    await page.locator(`a[href="${review}"]`).click()
    await page.getByText(COMMENT).waitFor()
    assert.ok(
      (await page
        .getByRole('definition')
        .filter({ hasText: /^2 – ./ })
        .count()) >= 3,
      'each criterion says what was given',
    )
    assert.equal(await page.getByRole('button', { name: 'Save the review' }).count(), 0)
    await page.getByRole('textbox', { name: 'Your answer' }).fill(ANSWER)
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByText('Your answer was sent.').waitFor()
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor({ state: 'detached' })
    await shot(page, 'story-quality-answered')
  })

  it('the supervisor sees the answer, and the month’s averages have the review', async () => {
    const { page } = sam
    await page.reload()
    await page.getByText(ANSWER).waitFor()
    assert.equal(await page.getByRole('radio').count(), 0, 'what was answered stays as it is')
    await page.getByRole('link', { name: 'All reviews' }).click()
    await page.getByText(/\d+ of \d+ reviewed, .*% of all points/).waitFor()
  })
})
