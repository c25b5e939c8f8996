import { describe, expect, it } from 'vitest'
import type { Item } from '../api/types'
import { lineOf, type Stop, stopsOf, viewOf } from './routeMap'

const at = (place: string, time: string, latitude: number, longitude: number, confirmed = true) => ({
  office: place,
  place,
  time,
  code: 'x',
  confirmed,
  position: { latitude, longitude, exact: true },
})
const stop = (latitude: number, longitude: number): Stop => ({ place: 'X', country: '', latitude, longitude, exact: true })

describe('stopsOf', () => {
  it('puts scans and flights one after the other, a stay once, claims never', () => {
    const item = {
      events: [
        at('GBLALA', '2026-11-01T10:00:00Z', 51.5, -0.1),
        at('GBLALA', '2026-11-01T12:00:00Z', 51.5, -0.1),
        at('FRCDGA', '2026-11-01T13:00:00Z', 49, 2.5, false),
        at('DEFRAA', '2026-11-03T10:00:00Z', 50, 8.6),
        { ...at('XXAAAA', '2026-11-04T10:00:00Z', 0, 0), position: null },
      ],
      carriages: [
        { movements: [at('AMS', '2026-11-02T10:00:00Z', 52.3, 4.8), { ...at('JFK', '2026-11-02T10:00:00Z', 40, -73), code: 'booked' }] },
      ],
    } as unknown as Pick<Item, 'events' | 'carriages'>
    expect(stopsOf(item).map((one) => one.place)).toEqual(['GBLALA', 'AMS', 'DEFRAA'])
  })
})

it('a line over the date line leaves the map and comes in on the other side', () => {
  expect(lineOf([stop(0, 0), stop(10, 20)])).toBe('M0 0L100 -50')
  expect(lineOf([stop(0, 170), stop(0, -170)])).toBe('M850 0L950 0M-950 0L-850 0')
})

it('the view holds every stop', () => {
  const stops = [stop(51.5, -0.1), stop(40.6, -73.8)]
  const view = viewOf(stops, false)
  for (const one of stops) {
    expect(one.longitude * 5).toBeGreaterThan(view.x)
    expect(one.longitude * 5).toBeLessThan(view.x + view.width)
    expect(-one.latitude * 5).toBeGreaterThan(view.y)
    expect(-one.latitude * 5).toBeLessThan(view.y + view.height)
  }
  expect(viewOf(stops, true).width).toBe(1800)
})
