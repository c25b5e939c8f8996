/** What the desk of a team says of one person. */
export interface Load {
  subject?: string
  name?: string
  here: boolean
  open: number
  dueToday: number
  overdue: number
}

/** How the API names what nobody works on. */
export const NOBODY = 'none'

/** The call centre that somebody who leads looks at: the one they chose, their own, or, where they have none, the first of their post; "" for none. */
export function ledCentre(ofPost: readonly { id: string }[], chosen: string | null, own: string): string {
  return ofPost.find((one) => one.id === chosen)?.id ?? (own || ofPost[0]?.id || '')
}

/** Who needs the supervisor first: most overdue, then most due today, then most to do; people without work by name. */
export function mostPressing<L extends Load>(people: readonly L[]): L[] {
  return [...people].sort(
    (a, b) => b.overdue - a.overdue || b.dueToday - a.dueToday || b.open - a.open || (a.name ?? '').localeCompare(b.name ?? ''),
  )
}

/** To whom work is given: those who work here, whoever has least to do first. */
export function leastBusy<L extends Load>(people: readonly L[]): L[] {
  return people
    .filter((one) => one.here && one.subject)
    .sort((a, b) => a.open - b.open || a.overdue - b.overdue || (a.name ?? '').localeCompare(b.name ?? ''))
}

/** Everything that is to be done by this call centre: of all, not only of what was looked at. */
export function toBeDone(folders: readonly { folder: string; count: number | null }[]): number {
  const OURS = ['toDo', 'overdueByUs', 'toRead', 'returned', 'unroutable']
  return folders.reduce((sum, one) => sum + (OURS.includes(one.folder) ? (one.count ?? 0) : 0), 0)
}

/** A bar's length in percent of the longest; what there is is always seen. */
export function barOf(count: number, counts: readonly number[]): number {
  const most = Math.max(...counts, 1)
  return count === 0 ? 0 : Math.max(3, Math.round((100 * count) / most))
}

/** When one's own side has to have acted: an answer that came is to be read, a question that came back to be completed. */
export function dueOf(row: { state: string; dueAt: string | null; respondBy: string | null }): string | null {
  return row.state === 'replied' || row.state === 'returned' ? row.respondBy : row.dueAt
}
