// A receptacle and its flight for the made-up item, as the API shows them. Never part of a build.
import { ago, onWall, TOWNS } from './data'

const DISPATCH = 'GBLALADEFRAAAUN60123'
const RECEPTACLE = `${DISPATCH}001000125`
const OTHER = `${DISPATCH}002100031`
const HELD = ['CC473124829GB', 'CC100000025GB', 'CC100000290GB']

const movement = (code: string, hours: number, place: string, sender: string, more: object = {}) => ({
  code,
  time: ago(hours),
  localTime: onWall(ago(hours), TOWNS[place] === 'Frankfurt' ? '+01:00' : '+00:00'),
  receivedAt: ago(hours),
  place,
  placeName: TOWNS[place],
  receptacleId: RECEPTACLE,
  dispatchId: DISPATCH,
  sender,
  source: 'API',
  confirmed: true,
  ...more,
})
const leg = { consignmentId: 'GB0001234', carrier: 'BA', flight: 'BA902', from: 'LHR', to: 'FRA' }
const left = movement('departed', 160, 'LHR', 'GBA', leg)
const landed = movement('arrived', 158, 'FRA', 'GBA', leg)
const route = [
  movement('announced', 172, 'GBLALA', 'GBA'),
  movement('booked', 171, 'LHR', 'GBA', { ...leg, departs: ago(161), arrives: ago(159) }),
  left,
  landed,
  movement('received', 130, 'DEFRAA', 'DEA'),
]
const legs = [{ ...leg, departs: ago(161), arrives: ago(159), began: left, ended: landed }]
const dispatch = { dispatchId: DISPATCH, origin: 'GBLALA', destination: 'DEFRAA', category: 'A', subclass: 'UN', year: 6, serial: '0123' }
const ends = { origin: { operator: 'GBA', country: 'GB' }, destination: { operator: 'DEA', country: 'DE' } }
const head = {
  dispatch,
  ...ends,
  announced: true,
  received: 1,
  more: false,
  legs,
  receptacles: [],
  items: [],
  receptacle: null,
  notFound: null,
}

/** The receptacles that an item was announced in. */
export function carriagesOf(itemId: string, scans: readonly { code: string }[]) {
  if (!HELD.includes(itemId)) return []
  const arrived = scans.some((one) => one.code === 'EMD')
  return [
    {
      receptacleId: RECEPTACLE,
      dispatchId: DISPATCH,
      origin: 'GBLALA',
      destination: 'DEFRAA',
      time: ago(172),
      localTime: onWall(ago(172), '+00:00'),
      sender: 'GBA',
      source: 'API',
      confirmed: true,
      arrival: arrived ? 'arrived' : 'not-received',
      legs,
      movements: route,
    },
  ]
}

/** What is known of a receptacle, a dispatch or a consignment; undefined: nothing. */
export function transportView(id: string) {
  const own = { ...head, transportId: id, movements: route, status: route.at(-1) }
  switch (id) {
    case RECEPTACLE:
      return {
        ...own,
        kind: 'receptacle',
        receptacle: { dispatch, serial: '001', highest: '0', insured: '0', weightG: 12_500 },
        items: HELD.map((itemId, index) => ({ itemId, announced: true, found: index < 2 })),
        notFound: 1,
      }
    case DISPATCH:
    case 'GB0001234': {
      const whole = id === DISPATCH
      const announced = { ...movement('announced', 172, 'GBLALA', 'GBA'), receptacleId: OTHER }
      return {
        ...own,
        kind: whole ? 'dispatch' : 'consignment',
        ...(whole ? {} : { dispatch: null, origin: null, destination: null }),
        movements: [...route.slice(0, 1), announced, ...route.slice(1)],
        receptacles: [
          { receptacleId: RECEPTACLE, weightG: 12_500, announced: true, received: true, status: route.at(-1) },
          { receptacleId: OTHER, weightG: 3_100, announced: true, received: false, status: announced },
        ],
      }
    }
  }
  return undefined
}
