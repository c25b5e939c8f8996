import { client } from './client'

interface Call {
  params?: { path?: Record<string, string>; query?: Record<string, string>; header?: Record<string, string> }
  body?: unknown
}
type Route = (path: string, call?: Call) => Promise<{ data?: never; error?: unknown; response: Response }>

/** The client for routes whose answer the caller names: of administration, which few people load. */
export const route = client as unknown as { GET: Route; POST: Route; PUT: Route; PATCH: Route; DELETE: Route }

/** If-Match for what was loaded at this version. */
export const ifMatch = (version: number | undefined) => (version === undefined ? {} : { header: { 'If-Match': `"${version}"` } })
