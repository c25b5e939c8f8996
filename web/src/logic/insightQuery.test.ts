import { describe, expect, it } from 'vitest'
import type { Metric, QueryDefinition, ReportQuery } from '../api/types'
import {
  addressOf,
  asksSame,
  dimensionsOf,
  faultOf,
  goesWith,
  mayByAgent,
  monthsOf,
  nextMidnight,
  notByAgent,
  queryIn,
  queryOfAddress,
  reportOf,
  whoseOf,
  withEveryone,
  withGroup,
  withWhose,
} from './insightQuery'
import { monthAfter, monthsBetween } from './months'

const EMPTY: ReportQuery = { measures: [], sides: ['replier'], period: { last: 3, running: false } }
const SAM = { network: false, agents: true, shared: false }
const ANA = { network: false, agents: false, shared: false }
const NILS = { network: true, agents: false, shared: false }
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
    { ...EMPTY, measures: ['requests'], dimensions: ['operator'], filters: [], whose: 'everyone' },
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
    faultOf({ ...queryIn({ ...QUERY, compare: undefined }, '2026-12'), ...change }, '2026-11', SAM, [])
  it('is nothing when it can be asked', () => {
    expect(ask({})).toBeUndefined()
    for (const day of ['week', 'day', 'localDay'])
      for (const compare of ['before', 'lastYear']) expect(ask({ dimensions: [day], compare, from: '2026-01' })).toBeUndefined()
  })
  it.each([
    ['measures', { measures: [] }],
    ['sides', { sides: [] }],
    ['order', { from: '2026-12' }],
    ['months', { from: '2021-11' }],
    ['future', { to: '2026-12' }],
    ['compared', { compare: 'before' }],
    ['lastYear', { compare: 'lastYear', dimensions: ['partner'], from: '2025-11' }],
    ['values', { filters: [{ dimension: 'product', values: [] }] }],
    ['lastYearByDay', { compare: 'lastYear', dimensions: ['week'], from: '2025-12' }],
    [
      'lastYearByDay',
      { compare: 'lastYear', dimensions: ['partner'], filters: [{ dimension: 'day', values: ['2026-11-02'] }], from: '2025-12' },
    ],
    ['years', { dimensions: ['agent'], from: '2025-12' }],
    ['years', { dimensions: ['agent'], from: '2026-01', to: '2026-01', compare: 'before' }],
    ['years', { dimensions: ['agent'], compare: 'lastYear' }],
    ['everyone', { whose: 'everyone', dimensions: ['operator'] }],
  ])('is said: %s', (fault, change) => expect(ask(change)).toBe(fault))
  it('depends on who asks', () => {
    const query = { ...queryIn(EMPTY, '2026-11'), measures: ['workload'] }
    expect(faultOf({ ...query, dimensions: ['agent'] }, '2026-11', SAM, [])).toBeUndefined()
    expect(faultOf({ ...query, dimensions: ['agent'] }, '2026-11', ANA, [])).toBe('agents')
    expect(faultOf({ ...query, dimensions: ['operator'], whose: 'everyone' }, '2026-11', { ...ANA, shared: true }, [])).toBeUndefined()
    expect(faultOf({ ...query, dimensions: ['operator'], whose: 'everyone' }, '2026-11', NILS, [])).toBeUndefined()
  })
})

describe('what does not go together is not offered', () => {
  const metric = (code: string, byAgent: boolean): Metric => ({
    code,
    byAgent,
    name: code,
    means: '',
    formula: '',
    unit: 'count',
    better: 'neither',
    target: null,
    source: '',
    ofItems: code === 'inquiry-rate',
  })
  const metrics = [metric('workload', true), metric('outstanding', false), metric('inquiry-rate', false)]
  const workload: ReportQuery = { ...EMPTY, measures: ['workload'], dimensions: ['centre'] }
  it('agents to supervisors alone, single inquiries not to the network', () => {
    expect(dimensionsOf(SAM)).toEqual(expect.arrayContaining(['agent', 'week', 'inquiry']))
    expect(dimensionsOf(ANA)).not.toContain('agent')
    expect(dimensionsOf(NILS)).toEqual(expect.arrayContaining(['operator', 'partnerCentre']))
    expect(dimensionsOf(NILS)).not.toContain('inquiry')
  })
  it('with agents nothing that follows a person', () => {
    const query = { ...workload, dimensions: ['agent'] }
    expect(['week', 'day', 'inquiry', 'hour', 'month'].filter((one) => goesWith(query, one, metrics))).toEqual(['hour', 'month'])
  })
  it('agents not with what counts answers that nobody gave, nor with days, nor of other posts', () => {
    expect(mayByAgent(workload, metrics)).toBe(true)
    expect(notByAgent({ measures: ['workload', 'outstanding', 'unheard-of'] }, metrics)).toEqual(['outstanding', 'unheard-of'])
    expect(mayByAgent({ ...workload, measures: ['outstanding'] }, metrics)).toBe(false)
    expect(mayByAgent({ ...workload, dimensions: ['week'] }, metrics)).toBe(false)
    expect(mayByAgent({ ...workload, filters: [{ dimension: 'day', values: ['2026-11-02'] }] }, metrics)).toBe(false)
    expect(mayByAgent(withEveryone(workload, true), metrics)).toBe(false)
  })
  it('figures of items with what items are known by alone, and not of other posts', () => {
    const rate: ReportQuery = { ...EMPTY, measures: ['requests', 'inquiry-rate'], dimensions: ['side'] }
    const known = ['partner', 'centre', 'product', 'workflow', 'month', 'hour', 'replyCode', 'inquiry', 'agent', 'side']
    expect(known.filter((one) => goesWith(rate, one, metrics))).toEqual(['partner', 'product', 'month', 'side'])
    const asked = queryIn(rate, '2026-11')
    const fault = (change: object, asker = ANA) => faultOf({ ...asked, ...change }, '2026-11', asker, metrics)
    expect(fault({})).toBeUndefined()
    expect(fault({ dimensions: ['centre'] })).toBe('items')
    expect(fault({ filters: [{ dimension: 'workflow', values: ['WII'] }] })).toBe('items')
    expect(fault({ dimensions: ['operator'], whose: 'everyone' }, { ...ANA, shared: true })).toBe('items')
    expect(fault({ dimensions: ['operator'], whose: 'everyone' }, NILS)).toBeUndefined()
    expect(fault({ measures: ['requests'], dimensions: ['centre'] })).toBeUndefined()
  })
  it('of all posts their sums by post, and back to one’s own', () => {
    const query = {
      ...workload,
      dimensions: ['side', 'centre', 'product', 'level', 'month'],
      filters: [
        { dimension: 'partner', values: ['JPA'] },
        { dimension: 'product', values: ['EMS'] },
      ],
    }
    const all = withEveryone(query, true)
    expect(all).toMatchObject({
      whose: 'everyone',
      dimensions: ['side', 'operator', 'product', 'level'],
      filters: [{ dimension: 'product' }],
    })
    expect(goesWith(all, 'centre', metrics)).toBe(false)
    const own = withEveryone(all, false)
    expect(own).toMatchObject({ dimensions: ['side', 'product', 'level'] })
    expect('whose' in own).toBe(false)
    expect(asksSame(all, { ...all, whose: undefined })).toBe(false)
  })
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
