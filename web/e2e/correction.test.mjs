// The network's administration has a frozen month counted again, for a reason that everybody reads. On the made-up API, which has a month that is final.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NILS, SAM } from './people.mjs'
import { madeUp } from './pretend.mjs'

const as = await madeUp()
const { BASE_URL, shot } = await import('./browser.mjs')
const { until } = await import('./exchange.mjs')

const REASON = 'Answers of 30 October waited in a dead-letter queue.'

describe('a month that is corrected', () => {
  it('is counted again for a reason, which stands with the run', async () => {
    const page = await as(NILS, '/reports')
    await page.getByRole('table', { name: 'Reports' }).getByRole('link', { name: 'October 2026' }).click()
    await page.getByRole('button', { name: 'Correct this month' }).click()
    const form = page.getByRole('dialog', { name: 'Correct this month' })
    const go = form.getByRole('button', { name: 'Count again' })
    await form.getByRole('textbox', { name: 'Why are the figures corrected?' }).fill('Late')
    assert.equal(await go.isDisabled(), true) // nobody could tell why from that
    await form.getByRole('textbox', { name: 'Why are the figures corrected?' }).fill(REASON)
    await go.click()
    await page.waitForURL('**/reports/runs')
    const run = page.getByRole('row', { name: /October 2026/ }).filter({ hasText: REASON })
    await run.getByText('Correction').waitFor()
    await run.getByText('Running').first().waitFor()
    await shot(page, 'correction-run')
  })

  it('says to its readers that it was corrected, why, and what changed', async () => {
    const page = await as(SAM, '/reports')
    await page.getByRole('table', { name: 'Reports' }).getByRole('link', { name: 'September 2026' }).click()
    await page.getByText('This report was corrected').waitFor()
    await page.getByText(/The network gave this reason: ./).waitFor()
    await page.getByRole('button', { name: 'See what changed' }).click()
    const changes = page.getByRole('table', { name: 'What changed' })
    await changes.getByRole('rowheader').first().waitFor()
    await until('what changed, in sight', () =>
      changes.evaluate((table) => table.getBoundingClientRect().top >= 0 && table.getBoundingClientRect().top < window.innerHeight),
    )
    await shot(page, 'correction-changes', false)
    assert.equal(await page.getByRole('button', { name: 'Correct this month' }).count(), 0) // that is the network's
    await page.goto(`${BASE_URL}/reports/runs`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    assert.equal(await page.getByText(REASON).count(), 0) // nor are the runs a supervisor's
  })
})
