import type { QueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import type { Me, Preferences } from './types'

/** Saves what somebody chose, also from a page that is being left, and returns all that they chose. No earlier answer takes it back. */
export async function changePreferences(queries: QueryClient, change: Preferences): Promise<Preferences> {
  const body = await answer(client.PATCH('/v1/me/preferences', { body: change, keepalive: true }))
  await queries.cancelQueries({ queryKey: keys.me })
  queries.setQueryData<Me>(keys.me, (me) => me && { ...me, preferences: body })
  return body
}
