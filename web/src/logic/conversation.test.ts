import { expect, it } from 'vitest'
import type { Happening } from '../api/types'
import { changesOf, conversationOf, partnerOf } from './conversation'

const at = (seq: number) => `2026-11-2${seq}T10:00:00Z`
const history = (...kinds: string[]) => kinds.map((kind, seq) => ({ seq, kind, at: at(seq), actor: { kind: 'agent' } }) as Happening)

it('stamps a question with its delivery and its opening', () => {
  const [question] = conversationOf(history('drafted', 'edited', 'sent', 'routed', 'opened'))
  expect(question).toMatchObject({
    type: 'message',
    speaker: 'requester',
    stamps: [
      { kind: 'delivered', at: at(3) },
      { kind: 'opened', at: at(4) },
    ],
  })
})

it('keeps the order of turns and notes', () => {
  const turns = conversationOf(
    history('sent', 'routed', 'dueSoon', 'opened', 'returned', 'supplemented', 'opened', 'replied', 'read', 'closed'),
  )
  expect(turns.map((turn) => turn.happening.kind)).toEqual(['sent', 'dueSoon', 'returned', 'supplemented', 'replied', 'closed'])
  expect(turns.at(-2)).toMatchObject({ speaker: 'replier', stamps: [{ kind: 'read' }] })
})

it('a second opening by a colleague is no second stamp', () => {
  const [question] = conversationOf(history('sent', 'opened', 'opened'))
  expect(question).toMatchObject({ stamps: [{ kind: 'opened', at: at(1) }] })
})

it('changes are read from the conflict', () => {
  expect(changesOf({})).toEqual([])
  expect(changesOf({ changes: history('replied') })).toHaveLength(1)
})

it('the partner is the side that is not the reader’s', () => {
  const sides = { requester: { operator: 'GBA', centre: '' }, replier: { operator: 'DEA', centre: '' } }
  expect(partnerOf({ ...sides, side: 'requester' })).toMatchObject({ operator: 'DEA' })
  expect(partnerOf({ ...sides, side: 'replier' })).toMatchObject({ operator: 'GBA' })
})
