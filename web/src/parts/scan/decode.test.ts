import { expect, it } from 'vitest'
import { picture } from '../../../e2e/code128.mjs'
import { decode } from './decode'

const coloured = ({ grey, width, height }: ReturnType<typeof picture>) => ({
  data: Uint8ClampedArray.from({ length: grey.length * 4 }, (_, at) => (at % 4 === 3 ? 255 : (grey[at >> 2] ?? 0))),
  width,
  height,
})

it('reads the number of an item', () => expect(decode(coloured(picture('CC473124829GB')))).toBe('CC473124829GB'))

it('reads it upside down', () => {
  const { grey, width, height } = picture('RR123456785DE')
  expect(decode(coloured({ grey: grey.toReversed(), width, height }))).toBe('RR123456785DE')
})

it('reads the long number of a receptacle', () =>
  expect(decode(coloured(picture('GBLALADEFRAAAUN60123001000125', { width: 1280, module: 3 })))).toBe('GBLALADEFRAAAUN60123001000125'))

it('finds nothing where nothing is', () =>
  expect(decode({ data: new Uint8ClampedArray(640 * 240 * 4).fill(200), width: 640, height: 240 })).toBeUndefined())

it('does not take a torn code for another', () => {
  const torn = picture('CC473124829GB')
  for (let y = 0; y < torn.height; y++) torn.grey.fill(255, y * torn.width + 300, y * torn.width + 340)
  expect(decode(coloured(torn))).toBeUndefined()
})
