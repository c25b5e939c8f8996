import { expect, it } from 'vitest'
import type { Release } from '../api/types'
import { closingsFor } from './bulkClose'

const release = {
  closingCodes: [
    { code: 'CLO_OK', when: ['replied'] },
    { code: 'CLO_WDR', when: ['awaited', 'returned'] },
    { code: 'CLO_AUTO', when: ['system'] },
  ],
  workflows: [
    { code: 'WII', closingCodes: ['CLO_OK', 'CLO_WDR', 'CLO_AUTO'] },
    { code: 'ACK', closingCodes: ['CLO_OK'] },
  ],
} as unknown as Release
const codes = (...rows: [string, 'replied' | 'sent' | 'closed'][]) =>
  closingsFor(
    rows.map(([workflow, state]) => ({ workflow, state })),
    release,
  ).map((one) => one.code)

it('what all of them can take is offered, and nothing that only the system does', () => {
  expect(codes(['WII', 'replied'], ['ACK', 'replied'])).toEqual(['CLO_OK'])
  expect(codes(['WII', 'sent'])).toEqual(['CLO_WDR'])
  expect(codes(['WII', 'sent'], ['WII', 'replied'])).toEqual([])
  expect(codes(['WII', 'closed'])).toEqual([])
  expect(codes()).toEqual([])
})
