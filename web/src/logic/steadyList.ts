/** A list as it stays under the eyes and hands of its reader while others change it. */
export interface Steady<Row> {
  /** In the order in which they have been on the screen; what came behind the last one follows. */
  rows: Row[]
  /** Ids of those that are in the list no more. */
  gone: ReadonlySet<string>
  /** How many came in between and are not shown yet. */
  news: number
}

/**
 * What to show now: rows change in place and never move. A row that is missing may only have slipped to a page that was not loaded:
 * with more to come, those behind the last one that is still there are not told to be gone.
 */
export function steady<Row extends { id: string }>(before: readonly Row[], fresh: readonly Row[], more: boolean): Steady<Row> {
  const now = new Map(fresh.map((row) => [row.id, row]))
  const known = new Set(before.map((row) => row.id))
  const lastThere = before.findLastIndex((row) => now.has(row.id))
  const gone = before.filter((row, place) => !now.has(row.id) && !(more && place > lastThere))
  const lastKnown = fresh.findLastIndex((row) => known.has(row.id))
  const behind = fresh.slice(lastKnown + 1)
  return {
    rows: [...before.map((row) => now.get(row.id) ?? row), ...behind],
    gone: new Set(gone.map((row) => row.id)),
    news: fresh.slice(0, lastKnown + 1).filter((row) => !known.has(row.id)).length,
  }
}

/** The row to go to from one, by steps; the first where one is none of them. */
export function neighbour<Row extends { id: string }>(rows: readonly Row[], id: string | undefined, step: 1 | -1): Row | undefined {
  const at = rows.findIndex((row) => row.id === id)
  return at < 0 ? rows[0] : rows[at + step]
}
