import { describe, expect, it } from 'vitest'
import { neighbour, steady } from './steadyList'

const rows = (...ids: string[]) => ids.map((id) => ({ id, at: 0 }))
const ids = (list: readonly { id: string }[]) => list.map((row) => row.id).join(' ')

describe('a list that others change', () => {
  it('begins as it came', () => expect(ids(steady([], rows('a', 'b'), false).rows)).toBe('a b'))

  it('keeps the place of every row and shows what it says now', () => {
    const after = steady(rows('a', 'b', 'c'), [{ id: 'c', at: 1 }, ...rows('a', 'b')], false)
    expect(ids(after.rows)).toBe('a b c')
    expect(after.rows[2]).toEqual({ id: 'c', at: 1 })
    expect([after.news, after.gone.size]).toEqual([0, 0])
  })

  it('counts what came in between instead of pushing rows down', () => {
    const after = steady(rows('a', 'b'), rows('x', 'a', 'y', 'b'), false)
    expect([ids(after.rows), after.news]).toEqual(['a b', 2])
  })

  it('shows at once what came behind the last row: that moves nothing', () => {
    const after = steady(rows('a', 'b'), rows('x', 'a', 'b', 'c', 'd'), false)
    expect([ids(after.rows), after.news]).toEqual(['a b c d', 1])
  })

  it('leaves a row that has gone where it was, and says so', () => {
    const after = steady(rows('a', 'b', 'c'), rows('a', 'c'), false)
    expect([ids(after.rows), ...after.gone]).toEqual(['a b c', 'b'])
  })

  it('does not take a row for gone that slipped to the page behind', () => {
    const after = steady(rows('a', 'b', 'c'), rows('x', 'a', 'b'), true)
    expect([ids(after.rows), after.gone.size, after.news]).toEqual(['a b c', 0, 1])
    expect([...steady(rows('a', 'b', 'c'), rows('x', 'a', 'c'), true).gone]).toEqual(['b'])
  })

  it('takes what is new when nothing is left of what was there', () => {
    const after = steady(rows('a'), rows('x', 'y'), false)
    expect([ids(after.rows), ...after.gone, after.news]).toEqual(['a x y', 'a', 0])
  })
})

describe('the next one', () => {
  const list = rows('a', 'b', 'c')
  it('is the first where nothing is open', () => {
    expect(neighbour(list, undefined, 1)?.id).toBe('a')
    expect(neighbour(list, 'elsewhere', -1)?.id).toBe('a')
  })
  it('is beside the open one, and none at the ends', () => {
    expect(neighbour(list, 'b', 1)?.id).toBe('c')
    expect(neighbour(list, 'b', -1)?.id).toBe('a')
    expect(neighbour(list, 'c', 1)).toBeUndefined()
    expect(neighbour(list, 'a', -1)).toBeUndefined()
  })
})
