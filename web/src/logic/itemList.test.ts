import { expect, it } from 'vitest'
import { numbersIn, toCsv } from './itemList'

it.each([
  ['', []],
  ['EE123456799GB', ['EE123456799GB']],
  ['ee 123 456 799 gb\nCC473124829GB', ['EE123456799GB', 'CC473124829GB']],
  ['EE123456799GB CC473124829GB', ['EE123456799GB', 'CC473124829GB']],
  ['EE123456799GB, CC473124829GB; EE123456799GB', ['EE123456799GB', 'CC473124829GB']],
  ['Order,Date,Item\n4711,2026-11-20,EE123456799GB\n4712,2026-11-21,"CC473124829GB"', ['EE123456799GB', 'CC473124829GB']],
  ['EE123456799GB, CC47312482GB\nCC473124829GB', ['EE123456799GB', 'CC47312482GB', 'CC473124829GB']],
  ['gb-4711-0815\nnothing here', ['GB47110815']],
  ['EE123456790GB', ['EE123456790GB']],
])('finds the numbers in %j', (text, numbers) => expect(numbersIn(text)).toEqual(numbers))

it('a CSV cell breaks no table and is no formula', () => {
  expect(
    toCsv([
      ['Item', 'Status'],
      ['=1+1', 'He said "no", twice'],
    ]),
  ).toBe('\ufeffItem,Status\r\n\'=1+1,"He said ""no"", twice"\r\n')
})
