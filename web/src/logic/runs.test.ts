import { describe, expect, it } from 'vitest'
import { changedNothing, isUnderWay } from './runs'

describe('runs of reports', () => {
  it('are watched while they move, and not for ever', () => {
    const moving = ['waiting', 'running', 'stopped', 'superseded', 'left', 'done'].filter((stage) => isUnderWay({ stage }))
    expect(moving).toEqual(['waiting', 'running'])
  })

  it('say when a correction corrected nothing', () => {
    const run = { kind: 'correction', stage: 'done', made: 0 }
    expect(changedNothing(run)).toBe(true)
    expect(changedNothing({ ...run, made: 1 })).toBe(false)
    expect(changedNothing({ ...run, stage: 'running' })).toBe(false)
    expect(changedNothing({ ...run, kind: 'schedule' })).toBe(false)
  })
})
