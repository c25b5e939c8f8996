import { describe, expect, it } from 'vitest'
import cases from '../../../shared/insight/testdata/reaches.json'
import type { Metric, QueryRow } from '../api/types'
import {
  countedOf,
  figureOf,
  inOrder,
  matrixOf,
  moved,
  PER_ITEMS,
  reaches,
  shadeOf,
  sorted,
  together,
  topOf,
  verdictOf,
} from './insightRows'

const metric = (code: string, unit: string, better: Metric['better'], target: number | null = null): Metric => ({
  code,
  name: code,
  means: '',
  formula: '',
  unit,
  better,
  target,
  source: '',
  byAgent: true,
  ofItems: unit === PER_ITEMS,
})
const onTime = metric('on-time-reply', '%', 'higher', 98)
const toOpen = metric('time-to-open', 'working minutes', 'lower', 180)
const outstanding = metric('outstanding', 'count', 'lower', 0)
const requests = metric('requests', 'count', 'neither')
const row = (keys: string[], part: number, whole: number | null, before?: [number, number]): QueryRow => ({
  keys,
  figures: [figureOf(onTime, part, whole)],
  ...(before ? { before: [figureOf(onTime, ...before)] } : {}),
})

describe('a figure', () => {
  it('is rounded half up to a tenth, as the API does', () => {
    expect(figureOf(onTime, 39, 40).value).toBe(97.5)
    expect(figureOf(onTime, 1, 16).value).toBe(6.3)
    expect(figureOf(toOpen, 1300, 3).value).toBe(433.3)
  })
  it('on a thousand items comes with how many they are, and is whole where each of them is', () => {
    const rate = metric('inquiry-rate', PER_ITEMS, 'lower')
    const items = (part: number, whole: number, preAdvised: number, complete?: boolean): QueryRow => ({
      keys: ['x'],
      figures: [{ ...figureOf(rate, part, whole), preAdvised, ...(complete === undefined ? {} : { complete }) }],
    })
    expect(figureOf(rate, 3, 1200).value).toBe(2.5)
    expect(figureOf(rate, 4, 1200).value).toBe(3.3)
    expect(figureOf(rate, 3, 0).value).toBeNull()
    const sum = (...rows: QueryRow[]) => together(rows, [], [rate]).figures[0]
    expect(sum(items(3, 1000, 990, true), items(0, 200, 200, true))).toEqual({
      part: 3,
      whole: 1200,
      value: 2.5,
      preAdvised: 1190,
      complete: true,
    })
    expect(sum(items(3, 1000, 990, true), items(1, 200, 20, false))).toEqual({
      part: 4,
      whole: 1200,
      value: 3.3,
      preAdvised: 1010,
      complete: false,
    })
    expect(sum(items(3, 1000, 990, true), items(1, 0, 0))).toMatchObject({ part: 4, whole: 1000, complete: true })
    expect(sum(items(1, 0, 0))).toEqual({ part: 1, whole: 0, value: null, preAdvised: 0 })
  })
  it('of nothing is empty, a count of nothing is none', () => {
    expect(figureOf(onTime, 0, 0).value).toBeNull()
    expect(figureOf(requests, 0, null).value).toBe(0)
  })
  it('of several groups is made anew from what they are made of, never the mean of their figures', () =>
    expect(together([row(['a'], 1, 1, [1, 2]), row(['b'], 0, 99, [0, 2])], ['x'], [onTime])).toEqual({
      keys: ['x'],
      figures: [{ part: 1, whole: 100, value: 1 }],
      before: [{ part: 1, whole: 4, value: 25 }],
    }))
})

describe('of many groups', () => {
  const many = Array.from({ length: 190 }, (_, k) => row([`P${k}`], 90 - (k % 7), 100 + k))
  it('those with most are shown, the worst first, and the others as one', () => {
    const { rows, others, count } = topOf(many, 0, [onTime], 12)
    expect(rows).toHaveLength(12)
    expect(rows.every((one) => (one.figures[0]?.whole ?? 0) >= 278)).toBe(true)
    expect(rows.map((one) => one.figures[0]?.value)).toEqual(rows.map((one) => one.figures[0]?.value).sort((a, b) => (a ?? 0) - (b ?? 0)))
    expect(count).toBe(178)
    expect((others?.figures[0]?.whole ?? 0) + rows.reduce((sum, one) => sum + (one.figures[0]?.whole ?? 0), 0)).toBe(
      many.reduce((sum, one) => sum + (one.figures[0]?.whole ?? 0), 0),
    )
  })
  it('those without a figure are left out, unless they had one before', () =>
    expect(countedOf([row(['none'], 0, 0), row(['was'], 0, 0, [1, 2]), row(['is'], 0, 3)], 0).map((one) => one.keys[0])).toEqual([
      'was',
      'is',
    ]))
  it('one more than fits is shown too: others of one would hide a name and save nothing', () =>
    expect(topOf(many.slice(0, 13), 0, [onTime], 12)).toMatchObject({ others: undefined, count: 0 }))
  it('what is better the lower it is comes highest first, groups without a figure last', () =>
    expect(
      sorted([row(['none'], 0, 0), row(['low'], 1, 10), row(['high'], 9, 10)], 0, { ...onTime, better: 'lower' }).map((one) => one.keys[0]),
    ).toEqual(['high', 'low', 'none']))
  it('by change, what got worse by most comes first, and what cannot be compared last', () => {
    const rows = [row(['new'], 1, 2), row(['better'], 9, 10, [5, 10]), row(['worst'], 5, 10, [9, 10]), row(['worse'], 8, 10, [9, 10])]
    expect(topOf(rows, 0, [onTime], 12, 'change').rows.map((one) => one.keys[0])).toEqual(['worst', 'worse', 'better', 'new'])
    expect(moved(rows, 0, { ...onTime, better: 'lower' }).map((one) => one.keys[0])).toEqual(['better', 'worse', 'worst', 'new'])
  })
})

describe('how a figure moved', () => {
  it.each([
    [98, 97, onTime, 'better'],
    [97, 98, onTime, 'worse'],
    [97, 97, onTime, 'same'],
    [200, 100, toOpen, 'worse'],
    [100.4, 99.6, toOpen, 'same'],
    [5, 3, requests, 'more'],
    [3, 5, requests, 'less'],
  ])('from %d to %d', (now, before, of, said) =>
    expect(verdictOf({ part: 1, whole: 1, value: now }, { part: 1, whole: 1, value: before }, of)).toBe(said),
  )
  it('is not told where there was nothing', () => expect(verdictOf({ part: 1, whole: 1, value: 1 }, undefined, onTime)).toBeUndefined())
})

it.each(cases)(
  'whether $metric reaches its target with $part of $whole is decided as by the API: $reached',
  ({ metric: code, part, whole, reached }) => {
    const of = [onTime, toOpen, outstanding, requests].find((one) => one.code === code)
    expect(reaches(figureOf(of, part, whole), of)).toBe(reached ?? undefined)
  },
)

describe('a matrix', () => {
  const rows = [row(['A', '10'], 1, 10), row(['A', '9'], 1, 10), row(['B', '9'], 5, 100), row(['C', ''], 1, 1)]
  it('has the lines with most first, hours in their order, sums at the end, and says what is beyond', () => {
    const matrix = matrixOf(rows, [0, 1], [false, true], 0, [onTime], 2)
    expect(matrix.rows.map((one) => [one.key, one.row.figures[0]?.whole])).toEqual([
      ['B', 100],
      ['A', 20],
    ])
    expect(matrix.columns.map((one) => one.key)).toEqual(['9', '10', ''])
    expect(matrix.cell('B', '10')).toBeUndefined()
    expect(matrix.beyond).toEqual({ rows: 1, columns: 0 })
  })
})

it('numbers are ordered by what they are, what is not known comes last', () =>
  expect(['10', '', '9', 'b', 'a'].sort(inOrder)).toEqual(['9', '10', 'a', 'b', '']))

it('shades go from the lowest to the highest', () => {
  expect([0, 25, 50, 99, 100].map((value) => shadeOf(value, 0, 100))).toEqual([0, 1, 2, 4, 4])
  expect(shadeOf(5, 5, 5)).toBe(2)
})
