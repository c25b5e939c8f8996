import { describe, expect, it } from 'vitest'
import { firstLines, placeOf, tourOf } from './tour'

const ids = (roles: string[], hasCentre = true) => tourOf(roles, hasCentre).map(({ id }) => id)

describe('the way around', () => {
  it('has four to six stops for every role', () => {
    for (const role of ['agent', 'supervisor', 'operator-administrator', 'network-administrator']) {
      expect(ids([role]).length).toBeGreaterThanOrEqual(4)
      expect(ids([role]).length).toBeLessThanOrEqual(6)
    }
  })
  it('is that of the role which answers for most', () => expect(ids(['agent', 'supervisor'])).toEqual(ids(['supervisor'])))
  it('shows no folders to who has none', () => expect(ids(['agent'], false)).toEqual(['search', 'help']))
  it('ends with the help, where it can be taken again', () => expect(ids(['agent']).at(-1)).toBe('help'))
})

describe('the first lines', () => {
  const ROLES = ['agent', 'supervisor', 'operator-administrator', 'network-administrator']
  it('are four for everybody, the last of them where help is', () => {
    for (const lines of [...ROLES, ''].flatMap((role) => [true, false].map((hasCentre) => firstLines([role], hasCentre, true)))) {
      expect(new Set(lines).size).toBe(4)
      expect(lines.at(-1)).toBe('help')
    }
  })
  it('are those of the role which answers for most', () =>
    expect(firstLines(['agent', 'supervisor'], true, true)).toEqual(firstLines(['supervisor'], true, true)))
  it('speak of no keys where there are none', () => {
    expect(firstLines(['agent'], true, false)).toEqual(['order', 'open', 'help'])
    expect(firstLines([], false, false)).toEqual(['reports', 'partners', 'help'])
  })
  it('speak of folders to those only who have some', () => {
    for (const role of ROLES) expect(firstLines([role], false, true)).not.toContain('order')
  })
})

describe('the place of its card', () => {
  const view = { width: 1000, height: 700 }
  const card = { width: 300, height: 200 }
  it('is below what it explains', () =>
    expect(placeOf({ left: 40, top: 10, right: 90, bottom: 50 }, card, view)).toEqual({ left: 40, top: 58 }))
  it('is above where there is no room below', () =>
    expect(placeOf({ left: 40, top: 600, right: 90, bottom: 650 }, card, view).top).toBe(392))
  it('stays in the window', () => {
    expect(placeOf({ left: 980, top: 10, right: 999, bottom: 50 }, card, view).left).toBe(692)
    expect(placeOf({ left: 0, top: 0, right: 1000, bottom: 700 }, card, view)).toEqual({ left: 8, top: 492 })
  })
  it('is the middle where nothing is shown', () => expect(placeOf(undefined, card, view)).toEqual({ left: 350, top: 250 }))
})
