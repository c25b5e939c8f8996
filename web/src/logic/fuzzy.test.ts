import { describe, expect, it } from 'vitest'
import { best, match } from './fuzzy'

const COMMANDS = ['Go to: To answer', 'Go to: Answers to read', 'Go to: Overdue by partners', 'Theme: dark', 'Prüfen und bestätigen']
const find = (typed: string) => best(typed, COMMANDS, (one) => one)

describe('what somebody typed', () => {
  it('finds words by their beginnings, in any order', () => {
    expect(find('partners over')).toEqual(['Go to: Overdue by partners'])
    expect(find('read ans')).toEqual(['Go to: Answers to read'])
  })
  it('needs no accents and no capitals', () => expect(find('PRUFEN')).toEqual(['Prüfen und bestätigen']))
  it('finds letters in their order', () => expect(find('ovrdue')).toEqual(['Go to: Overdue by partners']))
  it('puts beginnings of words before what stands inside them', () =>
    expect(best('ark', ['Theme: dark', 'Arkansas'], (one) => one)).toEqual(['Arkansas', 'Theme: dark']))
  it('finds everything by nothing, in its order', () => expect(find(' ')).toEqual(COMMANDS))
  it('finds nothing by what is nowhere', () => {
    expect(find('zzz')).toEqual([])
    expect(match('to answer xyz', 'Go to: To answer')).toBeUndefined()
  })
})
