import { expect, it } from 'vitest'
import { codeLines, codesOf, dialectsOf } from './messageSettings'

it('writes and reads a table of codes, a line each', () => {
  expect(codeLines({ B2: 'PUP', A1: 'ABS' })).toBe('A1 = ABS\nB2 = PUP')
  expect(codesOf('a1=abs\n\n B2 = PUP ')).toEqual({ A1: 'ABS', B2: 'PUP' })
  expect(codesOf('')).toEqual({})
  for (const wrong of ['A1', 'A1 =', '= ABS', 'A 1 = ABS']) expect(codesOf(wrong)).toBeUndefined()
})

it('reads one map or several', () => {
  expect(dialectsOf(' ')).toEqual([])
  expect(dialectsOf('{"message":"X"}')).toEqual([{ message: 'X' }])
  expect(dialectsOf('[{"message":"X"},{}]')).toEqual([{ message: 'X' }, {}])
  for (const wrong of ['{', '[1]', '"x"', 'null']) expect(dialectsOf(wrong)).toBeUndefined()
})
