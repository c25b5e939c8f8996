// Made-up people and items, with the real posts and the real catalogue, for looking at pages without the stack. Nothing here is shipped.
import { readFileSync } from 'node:fs'
import type { CallCentre, CentreDetails, Operator } from '../src/api/types'
import { type ReleaseFile, writtenOut } from './release'

const read = <T>(path: string) => JSON.parse(readFileSync(`../infra/data/${path}`, 'utf8')) as T

export const people = [
  { sub: '1', email: 'ana.agent@gba.example', name: 'Ana Agent', operator: 'GBA', centres: ['GBA-DON'], roles: ['agent'] },
  { sub: '2', email: 'bruno.agent@dea.example', name: 'Bruno Agent', operator: 'DEA', centres: ['DEA-BON'], roles: ['agent'] },
  {
    sub: '3',
    email: 'sam.supervisor@gba.example',
    name: 'Sam Supervisor',
    operator: 'GBA',
    centres: ['GBA-DON', 'GBA-BEL'],
    roles: ['agent', 'supervisor'],
  },
  {
    sub: '4',
    email: 'olga.admin@gba.example',
    name: 'Olga Admin',
    operator: 'GBA',
    centres: ['GBA-DON'],
    roles: ['operator-administrator'],
  },
  { sub: '5', email: 'nils.network@network.example', name: 'Nils Network', operator: '', centres: [], roles: ['network-administrator'] },
]

type Office = Pick<CallCentre, 'id' | 'name' | 'city' | 'timeZone' | 'languages' | 'products'> &
  Pick<CentreDetails['calendar'], 'week' | 'special'>

export const operators = read<{ operators: Operator[] }>('operators.json').operators
export const centres = read<{ callCentres: Office[] }>('call-centres.json').callCentres.map(({ week, special, ...centre }) => ({
  ...centre,
  operator: centre.id.slice(0, 3),
  calendar: { timeZone: centre.timeZone, week, special, holidays: ['2026-12-25', '2026-12-26', '2027-01-01'] },
}))
/** The release in force; in this scene the network has agreed that posts see each other's sums. */
export const release = { ...writtenOut(read<ReleaseFile>('catalogue/2026.12.3.json')), sharedFigures: true }

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+Z/, 'Z')
const POSITIONS: Record<string, object> = {
  GBDONA: { latitude: 53.5, longitude: -1.1, exact: true },
  GBLALA: { latitude: 51.5, longitude: -0.1, exact: true },
  DEFRAA: { latitude: 50, longitude: 8.6, exact: true },
  DEBONB: { latitude: 50.7, longitude: 7.1, exact: true },
  JPTYOA: { latitude: 35.8, longitude: 140.4, exact: true },
  FRCDGA: { latitude: 49, longitude: 2.5, exact: true },
}
export const TOWNS: Record<string, string> = {
  GBDONA: 'Doncaster',
  GBLALA: 'London',
  DEFRAA: 'Frankfurt',
  DEBONB: 'Bonn',
  JPTYOA: 'Tokyo',
  FRCDGA: 'Paris',
  LHR: 'London',
  FRA: 'Frankfurt',
}
/** An instant as the clock on the wall there tells it. */
export const onWall = (time: string, offset: string): string =>
  new Date(Date.parse(time) + Number(offset.slice(0, 3)) * 3_600_000).toISOString().slice(0, 19) + offset
const event = (c: string, hours: number, office: string, sender: string, offset: string, more: object = {}) => {
  const time = ago(hours)
  return {
    code: c,
    time,
    localTime: onWall(time, offset),
    receivedAt: new Date(Date.parse(time) + 1_260_000).toISOString(),
    transmissionSeconds: 1260,
    position: POSITIONS[office] ?? null,
    office,
    placeName: TOWNS[office],
    country: office.slice(0, 2),
    sender,
    source: 'EMSEVT',
    confirmed: true,
    ...more,
  }
}
const outward = [event('EMA', 210, 'GBDONA', 'GBA', '+00:00'), event('EMC', 180, 'GBLALA', 'GBA', '+00:00')]

const missent = [event('EMD', 120, 'FRCDGA', 'FRA', '+01:00'), event('EMC', 100, 'FRCDGA', 'FRA', '+01:00', { nextOffice: 'JPTYOA' })]

export const items: Record<
  string,
  { events: ReturnType<typeof event>[]; destination: string; parties?: object; declared?: object; anomalies?: object[]; uses?: object[] }
> = {
  CC473124829GB: {
    destination: 'DEA',
    events: [
      ...outward,
      event('EMD', 120, 'DEFRAA', 'DEA', '+01:00'),
      event('EME', 115, 'DEFRAA', 'DEA', '+01:00', { retention: 'DOC' }),
      event('EDD', 90, 'DEBONB', 'DEA', '+01:00'),
    ],
    parties: {
      sender: { name: 'Alex Example', address: '1 Sample Street\nDoncaster DN1 1AA' },
      addressee: {
        name: 'Berta Beispiel',
        address: 'Musterweg 2\n53113 Bonn',
        country: 'DE',
        email: 'berta@customer.example',
        phone: '+49 228 0000',
      },
    },
    declared: {
      time: ago(209),
      receivedAt: ago(208),
      sender: 'GBA',
      source: 'ITMATT',
      localId: 'GB47110815',
      product: 'PPR',
      postingDate: ago(210).slice(0, 10),
      postingOffice: 'GBDONA',
      weightG: 1250,
      category: 'gift',
      contents: '2 × Cotton shirt; Book',
      pieces: [
        {
          description: 'Cotton shirt',
          quantity: 2,
          hsCode: '610910',
          weightG: 800,
          value: { amount: 5100, currency: 'EUR' },
          origin: 'PT',
        },
        { description: 'Book', quantity: 1, weightG: 300, value: { amount: 1250, currency: 'EUR' } },
      ],
      value: { amount: 6350, currency: 'EUR' },
      insured: { amount: 10000, currency: 'GBP' },
      cod: null,
      erased: false,
    },
  },
  CC100000025GB: {
    destination: 'DEA',
    events: [
      ...outward,
      event('EMD', 100, 'DEFRAA', 'DEA', '+01:00'),
      event('EDG', 52, 'DEBONB', 'DEA', '+01:00'),
      event('EMI', 48, 'DEBONB', 'DEA', '+01:00', { signatory: 'B. Beispiel' }),
    ],
  },
  EE123456799GB: {
    destination: 'JPA',
    uses: [
      { from: ago(10_300), to: ago(10_000), shown: false },
      { from: ago(210), to: ago(30), shown: true },
    ],
    anomalies: [
      { code: 'missent', events: missent, country: 'FR', hours: 0, limitHours: 0, open: false },
      { code: 'gap', events: [outward[1], missent[0]], hours: 60, limitHours: 48, open: false },
      { code: 'late-transmission', events: [missent[1]], hours: 31, limitHours: 24, open: false },
    ],
    events: [
      ...outward,
      ...missent,
      event('EMD', 60, 'JPTYOA', 'JPA', '+09:00'),
      event('EMH', 30, 'JPTYOA', 'JPA', '+09:00', { reason: 'ABS', action: 'HLD' }),
    ],
  },
  CC100000290GB: { destination: 'FRA', events: outward },
}
export { ago }
