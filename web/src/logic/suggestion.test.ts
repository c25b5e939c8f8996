import { expect, it } from 'vitest'
import type { Item, Release, ReplyCode } from '../api/types'
import { Catalogue } from './catalogue'
import { eventFor } from './suggestion'

const event = (code: string, milestone: string) => ({ code, milestone, phase: 'destination', labels: {}, terminal: false })
const catalogue = new Catalogue({ eventCodes: [event('EMI', 'delivered'), event('EMD', 'arrived')] } as unknown as Release, 'en')
const reply = (code: string, clas: string, prefill = 'event.date') =>
  ({ code, class: clas, fields: [{ code: 'date', type: 'date', prefill }] }) as unknown as ReplyCode
const item = (...codes: string[]) =>
  ({ events: codes.map((code, day) => ({ code, time: `2026-11-1${day}T10:00:00Z` })) }) as unknown as Item
const replies = [reply('TRN', 'I'), reply('DLV', 'C'), reply('INC', 'N')]

it('an answer on the way reports the latest event, a question back reports none', () => {
  const both = item('EMI', 'EMD')
  expect(eventFor(replies[0] as ReplyCode, both, catalogue)?.code).toBe('EMD')
  expect(eventFor(replies[1] as ReplyCode, both, catalogue)?.code).toBe('EMI')
  expect(eventFor(replies[2] as ReplyCode, both, catalogue)).toBeUndefined()
})
