import { expect, it } from 'vitest'
import { askAddress, MOST, numbersIn, numbersOf, severalIn, toCsv, trackAddress } from './itemList'

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

it.each([
  ['EE123456799GB', undefined],
  ['ee 123 456 799 gb', undefined],
  ['EE123456799GB EE123456799GB', undefined],
  ['Example Street 2026 4711', undefined],
  ['GBLALA DEFRAA A EN 60042 0011 00018', undefined],
  ['EE123456799GB CC473124829GB', ['EE123456799GB', 'CC473124829GB']],
  ['EE123456799GBCC473124829GB', ['EE123456799GB', 'CC473124829GB']],
  ['EE123456799GBEE123456799GB', undefined],
  ['EE 123 456 799 GB, CC 473 124 829 GB', ['EE123456799GB', 'CC473124829GB']],
  ['EE123456799GB, CC47312482GB', ['EE123456799GB', 'CC47312482GB']],
])('where one number is looked for, sees whether %j are several', (text, numbers) => expect(severalIn(text)).toEqual(numbers))

it('takes several to the page that looks them up, in the address', () => {
  const address = new URL(trackAddress(['EE123456799GB', 'CC473124829GB']), 'https://example.test')
  expect(numbersIn(address.searchParams.get('items') ?? '')).toEqual(['EE123456799GB', 'CC473124829GB'])
})

it('an address brings the numbers that it was made of, mistyped ones too, and no more than are looked up at once', () => {
  const of = (address: string) => numbersOf(new URL(address, 'https://example.test').searchParams)
  const numbers = ['EE123456799GB', 'CC12', 'CC47312482GB']
  expect(of(trackAddress(numbers))).toEqual(numbers)
  expect(of(askAddress(numbers))).toEqual(numbers)
  expect(of('/track')).toEqual([])
  expect(of(trackAddress(Array.from({ length: MOST + 5 }, (_, place) => `CC${100000000 + place}GB`)))).toHaveLength(MOST)
})

it('a CSV cell breaks no table and is no formula', () => {
  expect(
    toCsv([
      ['Item', 'Status'],
      ['=1+1', 'He said "no", twice'],
    ]),
  ).toBe('\ufeffItem,Status\r\n\'=1+1,"He said ""no"", twice"\r\n')
})
