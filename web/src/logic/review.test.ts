import { expect, it } from 'vitest'
import { scoresOn, sheetOf } from './review'
import { standing } from './versions'

it('says what is kept until somebody begins', () => expect(sheetOf({ scores: { words: 3 } })).toEqual({ 'score.words': 3, comment: '' }))

it('gives its points by criterion, also one that is called as the comment is', () =>
  expect(scoresOn(sheetOf({ scores: { words: 0, comment: 2 }, comment: 'Kind' }))).toEqual({ words: 0, comment: 2 }))

it('is not put over what somebody else gave for the same criterion', () => {
  const [before, theirs] = [sheetOf({ scores: { words: 3 } }), sheetOf({ scores: { words: 0, speed: 2 } })]
  const begun = { version: 2, base: before, value: { ...before, 'score.words': 1, comment: 'Kind words' } }
  expect(standing(begun, theirs, 3)).toMatchObject({ version: 2, clashing: ['score.words'], taken: ['score.speed'] })
})
