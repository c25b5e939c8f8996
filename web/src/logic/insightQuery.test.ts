import { describe, expect, it } from 'vitest'
import type { QueryDefinition, ReportQuery } from '../api/types'
import {
  addressOf,
  asksSame,
  faultOf,
  monthAfter,
  monthsBetween,
  monthsOf,
  nextMidnight,
  queryIn,
  queryOfAddress,
  reportOf,
  whoseOf,
  withGroup,
  withWhose,
} from './insightQuery'

const EMPTY: ReportQuery = { measures: [], sides: ['replier'], period: { last: 3, running: false } }
const QUERY: ReportQuery = {
  measures: ['on-time-reply', 'time-to-reply'],
  sides: ['requester'],
  dimensions: ['partner', 'month'],
  filters: [
    { dimension: 'product', values: ['REG', 'EMS'] },
    { dimension: 'centre', values: ['', 'GBA,DON\\'] },
  ],
  period: { from: '2026-09', to: '2026-11' },
  compare: 'before',
}

describe('months', () => {
  it('go over the turn of a year', () => {
    expect(monthAfter('2026-11', 2)).toBe('2027-01')
    expect(monthAfter('2026-01', -1)).toBe('2025-12')
    expect(monthsBetween('2025-11', '2026-02')).toBe(4)
  })

  it('of the last n end with the running one, or before it', () => {
    expect(monthsOf({ last: 3, running: false }, '2026-01')).toEqual({ from: '2025-10', to: '2025-12' })
    expect(monthsOf({ last: 1, running: true }, '2026-01')).toEqual({ from: '2026-01', to: '2026-01' })
    expect(monthsOf({ from: '2020-02', to: '2020-03' }, '2026-01')).toEqual({ from: '2020-02', to: '2020-03' })
  })

  it('of a question stay when it becomes a report', () =>
    expect(queryIn(reportOf(queryIn(QUERY, '2026-12')), '2027-05')).toEqual(queryIn(QUERY, '2026-12')))
})

describe('a question in the address', () => {
  it.each([
    QUERY,
    { ...EMPTY, measures: ['requests'], dimensions: [], filters: [] },
    { measures: ['requests'], sides: ['replier', 'requester'], dimensions: ['side'], filters: [], period: { last: 12, running: true } },
  ])('comes back as it was', (query) => expect(queryOfAddress(new URLSearchParams(addressOf(query).toString()), EMPTY)).toEqual(query))

  it('is the default where nothing is said', () => expect(queryOfAddress(new URLSearchParams(), QUERY)).toEqual(QUERY))

  it('drops what is none', () => {
    const query = queryOfAddress(
      new URLSearchParams('m=requests&side=me,replier&by=centre,password&f.nobody=1&from=2026-13&to=x&last=99&compare=all'),
      EMPTY,
    )
    expect(query).toEqual({
      measures: ['requests'],
      sides: ['replier'],
      dimensions: ['centre'],
      filters: [],
      period: EMPTY.period,
    })
  })
})

describe('what is wrong with a question', () => {
  const ask = (change: Partial<QueryDefinition>) =>
    faultOf({ ...queryIn({ ...QUERY, compare: undefined }, '2026-12'), ...change }, '2026-11')
  it('is nothing when it can be asked', () => expect(ask({})).toBeUndefined())
  it.each([
    ['measures', { measures: [] }],
    ['sides', { sides: [] }],
    ['order', { from: '2026-12' }],
    ['months', { from: '2021-11' }],
    ['future', { to: '2026-12' }],
    ['compared', { compare: 'before' }],
    ['lastYear', { compare: 'lastYear', dimensions: ['partner'], from: '2025-11' }],
    ['values', { filters: [{ dimension: 'product', values: [] }] }],
  ])('is said: %s', (fault, change) => expect(ask(change)).toBe(fault))
})

it('budgets are full again at midnight, UTC', () => expect(nextMidnight(new Date('2026-12-31T23:59:00Z'))).toBe('2027-01-01T00:00:00.000Z'))

describe('building a question', () => {
  const one: ReportQuery = {
    measures: ['requests'],
    sides: ['replier'],
    dimensions: ['partner', 'product'],
    period: { last: 3, running: false },
  }
  it('tells both sides apart, never adds them up', () => {
    const both = withWhose(one, 'both')
    expect(both).toMatchObject({ sides: ['replier', 'requester'], dimensions: ['side', 'partner', 'product'] })
    expect(whoseOf(both)).toBe('both')
    expect(withWhose(both, 'requester')).toMatchObject({ sides: ['requester'], dimensions: ['partner', 'product'] })
  })
  it('breaks down by another dimension at a place, and by nothing twice', () => {
    expect(withGroup(withWhose(one, 'both'), 1, 'level').dimensions).toEqual(['side', 'partner', 'level'])
    expect(withGroup(one, 2, 'hour').dimensions).toEqual(['partner', 'product', 'hour'])
    expect(withGroup(one, 0, 'product').dimensions).toEqual(['product'])
    expect(withGroup(one, 0, '').dimensions).toEqual([])
  })
  it('has changed when it asks something else, and not when nothing is said in other words', () => {
    expect(asksSame(one, { ...one, filters: [], compare: undefined })).toBe(true)
    expect(asksSame(one, { ...one, compare: 'before' })).toBe(false)
    expect(asksSame(one, { ...one, period: { last: 3, running: true } })).toBe(false)
  })
})
