import { expect, it } from 'vitest'
import { ELSEWHERE, POLICY } from '../policy'

const directives = new Map(POLICY.split('; ').map((one) => [one.split(' ')[0] ?? '', one.split(' ').slice(1)]))

it('scripts and styles come from the page’s own address only, none from within it', () => {
  expect(directives.get('script-src')).toEqual(["'self'"])
  expect(directives.get('style-src')).toEqual(["'self'"])
  expect(directives.get('default-src')).toEqual(["'none'"])
  const loose = [...directives].filter(([, sources]) => sources.some((one) => /unsafe|\*/.test(one))).map(([name]) => name)
  expect(loose).toEqual(['style-src-attr'])
})

it('the built page speaks to its own address, and to those that a deployment puts in', () => {
  expect(directives.get('connect-src')).toEqual(["'self'", ELSEWHERE])
  expect(POLICY).not.toMatch(/localhost|127\.0\.0\.1|amazon/)
  expect(POLICY.split(ELSEWHERE)).toHaveLength(2)
})
