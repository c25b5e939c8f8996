import { describe, expect, it } from 'vitest'
import type { QueryDefinition } from '../api/types'
import {
  addressOfWay,
  earlier,
  firstPart,
  furtherOf,
  leads,
  lookAddress,
  narrowed,
  nextBy,
  queryAt,
  rootOf,
  type Way,
  wayOf,
} from './insightWay'

const QUERY: QueryDefinition = {
  measures: ['on-time-reply'],
  sides: ['replier', 'requester'],
  dimensions: ['side', 'partner'],
  filters: [{ dimension: 'product', values: ['REG', 'EMS'] }],
  from: '2026-09',
  to: '2026-11',
  compare: 'before',
}
const WAY: Way = {
  query: QUERY,
  steps: [
    { keys: ['requester', 'JPA'], by: ['product', 'month'] },
    { keys: ['REG', '2026-10'], by: ['centre'] },
    { keys: ['odd~name!,\\'], by: [] },
  ],
}

describe('the way down from a figure', () => {
  it('comes back from the address as it was', () => expect(wayOf(new URLSearchParams(addressOfWay(WAY).toString()))).toEqual(WAY))

  it('leads to what it is compared with: the same places, so many months earlier', () => {
    const steps = [{ keys: ['requester', 'JPA'], by: ['product'] }]
    const { compare: _compare, ...alone } = QUERY
    expect(earlier({ query: QUERY, steps })).toEqual({ query: { ...alone, from: '2026-06', to: '2026-08' }, steps })
    expect(earlier({ query: { ...QUERY, compare: 'lastYear' }, steps: [] })?.query).toEqual({ ...alone, from: '2025-09', to: '2025-11' })
  })

  it('leads to nothing earlier where nothing is compared, or a place is a time of its own', () => {
    const { compare: _compare, ...alone } = QUERY
    expect(earlier({ query: alone, steps: [] })).toBeUndefined()
    expect(earlier(WAY)).toBeUndefined()
    expect(earlier({ query: { ...QUERY, dimensions: ['localDay'] }, steps: [] })).toBeUndefined()
  })

  it('may leave a dimension open', () => {
    const way = {
      query: QUERY,
      steps: [
        { keys: ['replier', undefined], by: ['product'] },
        { keys: ['*'], by: [] },
      ],
    }
    expect(wayOf(new URLSearchParams(addressOfWay(way).toString()))).toEqual(way)
    expect(queryAt(way, 1)).toMatchObject({ sides: ['replier'], filters: QUERY.filters })
  })

  it('is none without a figure', () => expect(wayOf(new URLSearchParams('from=2026-01&to=2026-02'))).toBeUndefined())

  it('makes of what was chosen a side, a month and filters', () =>
    expect(queryAt(WAY)).toEqual({
      measures: ['on-time-reply'],
      sides: ['requester'],
      dimensions: [],
      filters: [
        { dimension: 'partner', values: ['JPA'] },
        { dimension: 'product', values: ['REG'] },
        { dimension: 'centre', values: ['odd~name!,\\'] },
      ],
      from: '2026-10',
      to: '2026-10',
    }))

  it('can be gone back, step by step', () => {
    expect(queryAt(WAY, 0)).toEqual(QUERY)
    expect(queryAt(WAY, 1)).toMatchObject({ sides: ['requester'], dimensions: ['product', 'month'] })
  })

  it('keeps the comparison where months are not told apart', () => {
    expect(narrowed(QUERY, ['replier', 'JPA'], ['centre']).compare).toBe('before')
    expect(narrowed(QUERY, ['replier', 'JPA'], ['day']).compare).toBe('before')
    expect(narrowed(QUERY, ['replier', 'JPA'], ['month']).compare).toBeUndefined()
  })

  it('of a year by day there is no year before', () => {
    const year: QueryDefinition = { ...QUERY, from: '2025-12', to: '2026-11', compare: 'lastYear' }
    expect(narrowed(year, ['replier', 'JPA'], ['centre']).compare).toBe('lastYear')
    expect(narrowed(year, ['replier', 'JPA'], ['day']).compare).toBeUndefined()
    expect(narrowed({ ...year, from: '2026-01' }, ['replier', 'JPA'], ['day']).compare).toBe('lastYear')
  })

  it('offers what is not fixed yet, the side before everything else', () => {
    expect(furtherOf(narrowed(QUERY, ['replier', 'JPA'], []), ['partner', 'product', 'month', 'side'])).toEqual(['product', 'month'])
    expect(furtherOf({ ...QUERY, from: '2026-11' }, ['month'])).toEqual([])
    expect(nextBy(QUERY, ['partner', 'side', 'inquiry'])).toEqual(['side'])
    expect(nextBy(narrowed(QUERY, ['replier', 'JPA'], []), ['partner', 'inquiry'])).toEqual([])
  })

  it('ends at agents and at other posts, and from one’s own sums goes on among one’s own', () => {
    expect(leads(QUERY, ['replier', 'JPA'], 'GBA')).toBe(true)
    expect(leads({ ...QUERY, dimensions: ['agent'] }, ['7k3fabcd'], 'GBA')).toBe(false)
    const everyone: QueryDefinition = { ...QUERY, whose: 'everyone', dimensions: ['operator', 'product'] }
    expect(['DEA', 'few', undefined, 'GBA'].map((post) => leads(everyone, [post, 'EMS'], 'GBA'))).toEqual([false, false, false, true])
    const own = narrowed(everyone, ['GBA', 'EMS'], ['centre'])
    expect('whose' in own).toBe(false)
    expect(own.filters).toEqual([{ dimension: 'product', values: ['EMS'] }])
    expect(nextBy({ ...QUERY, sides: ['replier'] }, ['agent', 'inquiry'])).toEqual([])
  })

  it('a day is of one week and month, and is compared with its like', () => {
    const day: QueryDefinition = { ...QUERY, filters: [{ dimension: 'day', values: ['2026-11-02'] }] }
    expect(furtherOf(day, ['month', 'week', 'hour'])).toEqual(['hour'])
    expect(narrowed(day, ['replier', 'JPA'], ['hour']).compare).toBe('before')
  })

  it('leads one step further', () => {
    const address = new URLSearchParams(
      lookAddress({ query: QUERY, steps: [] }, ['replier', 'JPA'], ['centre'], '/insights/links').split('?')[1],
    )
    expect(wayOf(address)?.steps).toEqual([{ keys: ['replier', 'JPA'], by: ['centre'] }])
    expect(rootOf(address)).toBe('/insights/links')
  })

  it('comes from pages of ours only', () => {
    for (const root of ['https://elsewhere.example', '//elsewhere.example', '/insights//x', 'javascript:1', '/folders/toDo', ''])
      expect(rootOf(new URLSearchParams({ root }))).toBe('/insights')
    expect(rootOf(new URLSearchParams({ root: '/reports/monthly-2026-10-GBA?edition=final-v1' }))).toBe(
      '/reports/monthly-2026-10-GBA?edition=final-v1',
    )
  })
})

describe('the inquiries behind a share', () => {
  it('are first those that are missing to it where it should be higher', () => {
    expect(firstPart({ unit: '%', better: 'higher' })).toBe('rest')
    expect(firstPart({ unit: '%', better: 'lower' })).toBe('part')
    expect(firstPart({ unit: 'working minutes', better: 'lower' })).toBe('part')
  })
})
