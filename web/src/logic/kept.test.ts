import { expect, it } from 'vitest'
import { KeptAnswers } from './kept'

it('keeps the newest answers, each under who asked for what', () => {
  const kept = new KeptAnswers(2)
  kept.keep('ana /a', { tag: '1', text: 'a' })
  kept.keep('bob /a', { tag: '2', text: 'b' })
  kept.keep('ana /a', { tag: '3', text: 'c' })
  kept.keep('ana /b', { tag: '4', text: 'd' })
  expect(kept.of('ana /a')).toEqual({ tag: '3', text: 'c' })
  expect(kept.of('ana /b')?.tag).toBe('4')
  expect(kept.of('bob /a')).toBeUndefined()
})
