/** What drafts are kept in: local storage, or a test's. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const PREFIX = 'whereabouts.draft.'
/** Over a weekend and a short illness; longer, and what names people would lie about on a browser that nobody comes back to. */
export const KEPT_MS = 7 * 86_400_000

export const draftKey = (person: string, name: string) => `${PREFIX}${person}.${name}`

/** A draft as it is kept: when somebody typed last, and what stands there. */
export const packed = (value: unknown, now: number) => JSON.stringify({ at: now, value })

/** What was kept, unless it is too old or cannot be read. */
export function unpacked<T>(text: string | null, now: number): { value: T } | undefined {
  try {
    const { at, value } = JSON.parse(text ?? '') as { at: number; value: T }
    return now - at < KEPT_MS ? { value } : undefined
  } catch {
    return undefined
  }
}

/** Forgets whatever is too old, of anybody who ever typed on this browser. */
export function forgetOld(store: DraftStore, now: number): void {
  for (const key of keysOf(store, PREFIX)) if (!unpacked(store.getItem(key), now)) store.removeItem(key)
}

/** Forgets everything that a person typed. */
export function forgetAllOf(store: DraftStore, person: string): void {
  for (const key of keysOf(store, draftKey(person, ''))) store.removeItem(key)
}

function keysOf(store: DraftStore, prefix: string): string[] {
  return Array.from({ length: store.length }, (_one, place) => store.key(place) ?? '').filter((key) => key.startsWith(prefix))
}
