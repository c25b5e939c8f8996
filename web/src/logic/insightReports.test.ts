import { expect, it } from 'vitest'
import { insights } from '../i18n/insights'
import { unsentReason } from './insightReports'

it('says why a letter was not sent, in words that there are', () => {
  for (const reason of Object.keys(insights.insights.saved.unsent)) expect(unsentReason({ state: 'failed', reason })).toBe(reason)
  expect(unsentReason({ state: 'failed', reason: 'odd' })).toBeUndefined()
  expect(unsentReason({ state: 'sent' })).toBeUndefined()
  expect(unsentReason(null)).toBeUndefined()
})
