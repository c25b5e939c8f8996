import { describe, expect, it } from 'vitest'
import { added, isItemId, noCamera, numberIn } from './scanned'

describe('a number from a camera', () => {
  it('has the check digit of its number', () => {
    expect(['CC473124829GB', 'RR123456785DE', 'CC100000025GB', 'EE123456799GB'].filter((one) => !isItemId(one))).toEqual([])
    expect(['CC473124828GB', 'CC473124829G', 'CC47312482XGB'].filter(isItemId)).toEqual([])
  })
  it('is found in what a code says', () => expect(numberIn(' cc 473 124 829 gb ')).toBe('CC473124829GB'))
  it('may be a receptacle’s', () => expect(numberIn('GBLALADEFRAAAUN60123001000125')).toBe('GBLALADEFRAAAUN60123001000125'))
  it('is not any other code of the label', () =>
    expect(['4006381333931', 'https://shop.example', ''].map(numberIn)).toEqual([undefined, undefined, undefined]))
})

describe('without a camera', () => {
  const named = (name: string) => noCamera(Object.assign(new Error('no'), { name }))
  it('it is said why', () => {
    expect(named('NotAllowedError')).toBe('refused')
    expect(named('NotFoundError')).toBe('none')
    expect(named('OverconstrainedError')).toBe('none')
    expect(named('NotReadableError')).toBe('busy')
    expect(named('TypeError')).toBe('failed')
    expect(noCamera('whatever')).toBe('failed')
  })
})

describe('a list of numbers', () => {
  it('takes each once', () => {
    expect(added('', 'CC473124829GB')).toBe('CC473124829GB')
    expect(added('CC100000025GB\n', 'CC473124829GB')).toBe('CC100000025GB\nCC473124829GB')
    expect(added('cc 473 124 829 gb', 'CC473124829GB')).toBe('cc 473 124 829 gb')
  })
})
