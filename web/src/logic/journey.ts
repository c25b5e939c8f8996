import type { Carriage, Item, Movement, TrackingEvent } from '../api/types'

/** One line of an item's timeline: a scan, its announcement in a receptacle, or something that happened to that receptacle. */
export type Step =
  | { kind: 'event'; key: string; time: string; event: TrackingEvent }
  | { kind: 'announced'; key: string; time: string; carriage: Carriage }
  | { kind: 'movement'; key: string; time: string; movement: Movement }

/**
 * The scans of an item and the way of its receptacles as one list, newest first. What several receptacles have in common is there once, and that a
 * receptacle was announced is said by the item's own announcement. Of two at the same time the scan is the newer one.
 * Scans that no longer count stand where they would.
 */
export function journey(item: Pick<Item, 'events' | 'carriages'> & { superseded?: Item['events'] }): Step[] {
  const steps = new Map<string, Step>()
  const add = (step: Step) => steps.set(step.key, step)
  for (const carriage of item.carriages ?? []) {
    add({ kind: 'announced', key: `announced ${carriage.receptacleId} ${carriage.sender}`, time: carriage.time, carriage })
    for (const movement of carriage.movements) {
      if (movement.code === 'announced') continue
      add({ kind: 'movement', key: movementKey(movement), time: movement.time, movement })
    }
  }
  for (const event of item.events ?? []) {
    add({ kind: 'event', key: `event ${event.code} ${event.time} ${event.office} ${event.sender}`, time: event.time, event })
  }
  for (const event of item.superseded ?? [])
    add({ kind: 'event', key: `superseded ${event.code} ${event.time} ${event.office} ${event.sender}`, time: event.time, event })
  const rank = { announced: 0, movement: 1, event: 2 }
  return [...steps.values()].sort((a, b) => Date.parse(b.time) - Date.parse(a.time) || rank[b.kind] - rank[a.kind])
}

/** Tells movements apart. */
export function movementKey(movement: Movement): string {
  return [
    movement.receptacleId ?? movement.dispatchId,
    movement.time,
    movement.code,
    movement.place,
    movement.flight,
    movement.sender,
  ].join(' ')
}
