import type { Item } from '../api/types'

/** A place on the way of an item. */
export interface Stop {
  /** Its town, or its code where nobody knows that. */
  place: string
  country: string
  latitude: number
  longitude: number
  exact: boolean
}

/** Where the item and its receptacles were, one after the other, by the word of those who take part; a stay is one stop. */
export function stopsOf(item: Pick<Item, 'events' | 'carriages'>): Stop[] {
  const seen = [
    ...(item.events ?? [])
      .filter((one) => one.confirmed)
      .map((one) => ({ time: one.time, place: one.office, town: one.placeName, position: one.position })),
    ...(item.carriages ?? []).flatMap((carriage) =>
      carriage.movements
        .filter((one) => one.confirmed && !['announced', 'booked', 'assigned'].includes(one.code))
        .map((one) => ({ time: one.time, place: one.place, town: one.placeName, position: one.position })),
    ),
  ].sort((a, b) => Date.parse(a.time) - Date.parse(b.time))
  const stops: Stop[] = []
  for (const { place, town, position } of seen) {
    const last = stops.at(-1)
    if (!position || (last && last.latitude === position.latitude && last.longitude === position.longitude)) continue
    stops.push({ place: town || place, country: place.length > 3 ? place.slice(0, 2) : '', ...position })
  }
  return stops
}

/** Fifths of a degree, south positive: what the outlines are drawn in. */
export const project = ({ latitude, longitude }: Pick<Stop, 'latitude' | 'longitude'>) => ({ x: longitude * 5, y: -latitude * 5 })

/** The stops as a line; where it is shorter over the date line, the line leaves the map on one side and comes in on the other. */
export function lineOf(stops: readonly Stop[]): string {
  const points = stops.map(project)
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1]
      if (!before) return `M${x} ${y}`
      if (Math.abs(x - before.x) <= 900) return `L${x} ${y}`
      const turn = x > before.x ? -1800 : 1800
      return `L${x + turn} ${y}M${before.x - turn} ${before.y}L${x} ${y}`
    })
    .join('')
}

/** The part of the map to show: all stops with some room around, twice as wide as high, or the world. */
export function viewOf(stops: readonly Stop[], world: boolean): { x: number; y: number; width: number; height: number } {
  if (world || stops.length === 0) return { x: -900, y: -420, width: 1800, height: 720 }
  const points = stops.map(project)
  const xs = points.map((one) => one.x)
  const ys = points.map((one) => one.y)
  const room = 1.5
  const height = Math.min(720, Math.max(50, (Math.max(...ys) - Math.min(...ys)) * room, ((Math.max(...xs) - Math.min(...xs)) * room) / 2.5))
  const width = height * 2.5
  return {
    x: (Math.max(...xs) + Math.min(...xs)) / 2 - width / 2,
    y: (Math.max(...ys) + Math.min(...ys)) / 2 - height / 2,
    width,
    height,
  }
}
