import { upToDealt } from '../logic/notify'
import type { AlertView } from './alerts'
import { answer, client } from './client'

interface AlertPage {
  items: readonly AlertView[]
  nextCursor?: string
}

/** What came since a device has dealt with alerts: the newest ones, and of the older ones as many as it has not seen. */
export function newAlerts(centre: string, first: AlertPage, seen: readonly string[] | undefined): Promise<AlertView[]> {
  return upToDealt(first, seen, (cursor) => answer(client.GET('/v1/alerts', { params: { query: { centre, cursor, limit: 100 } } })))
}
