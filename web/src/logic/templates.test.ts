import { expect, it } from 'vitest'
import type { Inquiry } from '../api/types'
import { fillIn, fitting, placeholdersOf } from './templates'

const known = placeholdersOf(
  { itemId: 'CC473124829GB', fields: { addresseeName: 'Berta', weightG: 3 } } as unknown as Inquiry,
  'Royal Mail',
  'Bruno',
  '24 Nov 2026',
)

it('fills in what is known and leaves a gap to see for the rest', () => {
  expect(fillIn('{{itemId}} for {{ addresseeName }}, ref {{customerRef}}', known)).toBe('CC 473 124 829 GB for Berta, ref …')
})
it('leaves what is no placeholder alone', () => expect(fillIn('{{other}} {date}', known)).toBe('{{other}} {date}'))
it('offers what fits the workflow and the reply', () => {
  const all = [{ kind: 'note' }, { kind: 'reply' }, { kind: 'reply', workflow: 'WII', code: 'TRN' }, { kind: 'reply', workflow: 'DMG' }]
  expect(fitting(all, 'reply', 'WII', 'TRN')).toEqual([all[1], all[2]])
  expect(fitting(all, 'reply', 'WII', 'DLV')).toEqual([all[1]])
})
