interface Centre {
  id: string
  name: string
}

/** A call centre of the person's that is not the one worked for now. */
export interface Other extends Centre {
  /** Alerts that they have not read there; undefined until that is known. */
  unread: number | undefined
}

export function othersOf(
  own: readonly Centre[],
  centre: string,
  counts: readonly { centre: string; unread: number }[] | undefined,
): Other[] {
  return own
    .filter((one) => one.id !== centre)
    .map(({ id, name }) => ({ id, name, unread: counts && (counts.find((one) => one.centre === id)?.unread ?? 0) }))
}

/** What is unread in all of them together. */
export const unreadIn = (others: readonly Other[]): number => others.reduce((sum, one) => sum + (one.unread ?? 0), 0)
