import { describe, expect, it } from 'vitest'
import type { Carriage, Item, Movement } from '../api/types'
import { journey } from './journey'

const BAG = 'DEFRAAGBCVTAAUN60123001000125'
const movement = (code: string, time: string, receptacleId: string | undefined = BAG) =>
  ({ code, time, receptacleId, dispatchId: BAG.slice(0, 20), place: 'FRA', flight: 'LH902', sender: 'DEA' }) as Movement
const carriage = (more: Partial<Carriage>) =>
  ({ receptacleId: BAG, sender: 'DEA', time: '2026-11-20T17:40:00Z', confirmed: true, movements: [], ...more }) as unknown as Carriage
const event = (code: string, time: string) => ({ code, time, office: 'GBLALA', sender: 'GBA' }) as Item['events'][number]

describe('journey', () => {
  it('shows scans and what happened to the receptacle together, newest first', () => {
    const item = {
      events: [event('EMC', '2026-11-20T16:00:00Z'), event('EMD', '2026-11-21T08:30:00Z')],
      carriages: [
        carriage({
          movements: [
            movement('announced', '2026-11-20T17:40:00Z'),
            movement('departed', '2026-11-20T20:25:00Z'),
            movement('received', '2026-11-21T08:30:00Z'),
          ],
        }),
      ],
    } as Pick<Item, 'events' | 'carriages'>
    const words = journey(item).map((step) =>
      step.kind === 'event' ? step.event.code : step.kind === 'movement' ? step.movement.code : 'announced in',
    )
    expect(words).toEqual(['EMD', 'received', 'departed', 'announced in', 'EMC'])
  })
  it('shows once what two receptacles of a dispatch have in common', () => {
    const whole = { ...movement('departed', '2026-11-20T20:25:00Z'), receptacleId: undefined } as Movement
    const other = BAG.replace('001000125', '002100031')
    const item = { events: [], carriages: [carriage({ movements: [whole] }), carriage({ receptacleId: other, movements: [whole] })] }
    expect(journey(item).filter((step) => step.kind === 'movement')).toHaveLength(1)
  })
  it('has nothing to show of an item nobody told of', () => expect(journey({ events: [], carriages: [] })).toEqual([]))
})
