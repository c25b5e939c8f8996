import { expect, it } from 'vitest'
import { scoringOf } from './review'

it('shows what is kept until somebody begins', () =>
  expect(scoringOf({ version: 2, scores: { words: 3 } }, null)).toEqual({ version: 2, scores: { words: 3 }, comment: '' }))

it('keeps what was begun, and on which version, when somebody else has saved another one', () => {
  const begun = { version: 2, scores: { words: 1 }, comment: 'Kind words' }
  expect(scoringOf({ version: 3, scores: { words: 3 }, comment: 'Too short' }, begun)).toEqual(begun)
})
