import { describe, expect, it } from 'vitest'
import { balanceOf, chosenFormat, FORMATS, formatChoice, moneyWords, replyFileTrouble, replyFileType } from './exchange'

describe('a file of replies', () => {
  it('is not sent when it cannot be taken', () => {
    expect(replyFileTrouble({ size: 0 })).toBe('none')
    expect(replyFileTrouble({ size: 10 * 1024 ** 2 + 1 })).toBe('tooLarge')
    expect(replyFileTrouble({ size: 10 * 1024 ** 2 })).toBeUndefined()
  })

  it('says what it is by its name', () => {
    expect(['a.csv', 'A.JSONL', 'b.ndjson', 'c.txt', 'd'].map(replyFileType)).toEqual([
      'text/csv',
      'application/x-ndjson',
      'application/x-ndjson',
      'text/csv',
      'text/csv',
    ])
  })
})

it('a format is one choice and comes back as it was', () => {
  for (const choice of FORMATS) expect(formatChoice(chosenFormat(choice))).toBe(choice)
})

it('money keeps its hundredths', () => {
  const plain = (hundredths: number) => moneyWords(hundredths, 'XDR', 'en-GB').replace(/\s/g, ' ')
  expect(plain(7250)).toBe('XDR 72.50')
  expect(plain(5)).toBe('XDR 0.05')
  expect(plain(-123456)).toBe('-XDR 1,234.56')
  expect(moneyWords(7250, 'XDR', 'de-DE').replace(/\s/g, ' ')).toBe('72,50 XDR')
})

it('a balance says whose it is', () => {
  expect(balanceOf({ owed: 4025, due: 7250 })).toEqual({ amount: 3225, side: 'inOurFavour' })
  expect(balanceOf({ owed: 7250, due: 4025 })).toEqual({ amount: 3225, side: 'inTheirs' })
  expect(balanceOf({ owed: 1, due: 1 })).toEqual({ amount: 0, side: 'even' })
})
