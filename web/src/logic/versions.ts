import { isEmpty } from './fields'

/** Something that is edited, by names of its parts. */
export type Parts = Readonly<Record<string, unknown>>

export interface Rebased {
  /** Theirs, with what was changed here on top. */
  value: Record<string, unknown>
  /** Parts that both changed, each to something else: a person has to decide. */
  clashing: string[]
  /** Parts that they alone changed. */
  taken: string[]
}

/** Objects whose parts stand in another order say the same; so does everything that is empty. */
export function same(one: unknown, other: unknown): boolean {
  return (isEmpty(one) && isEmpty(other)) || ordered(one) === ordered(other)
}

function ordered(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Puts what was made of one version onto a later one that somebody else saved: part by part, so that nobody's work is lost unseen. */
export function rebase(base: Parts, mine: Parts, theirs: Parts): Rebased {
  const value: Record<string, unknown> = {}
  const clashing: string[] = []
  const taken: string[] = []
  for (const name of new Set([base, mine, theirs].flatMap((one) => Object.keys(one)))) {
    const [was, own, other] = [base[name], mine[name], theirs[name]]
    const changed = !same(own, was)
    value[name] = changed ? own : other
    if (same(other, was) || same(other, own)) continue
    if (changed) clashing.push(name)
    else taken.push(name)
  }
  return { value, clashing, taken }
}

/** An edit as it is kept until it is saved: what it was made of, and which version that was. */
export interface Kept<T> {
  version: number
  base?: T
  value: T
}

export interface Standing<T> {
  /** What stands in the form. */
  value: T
  /** The version that it may be saved over: as long as a person has to decide, the one it was begun on, which the API refuses. */
  version: number
  /** Somebody else saved another version since the edit was begun. */
  moved: boolean
  clashing: (keyof T & string)[]
  taken: (keyof T & string)[]
}

/** How an edit stands to what is there now. */
export function standing<T extends object>(kept: Kept<T> | null, now: T, version: number): Standing<T> {
  if (!kept) return { value: now, version, moved: false, clashing: [], taken: [] }
  if (kept.version === version) return { value: kept.value, version, moved: false, clashing: [], taken: [] }
  const { value, clashing, taken } = rebase((kept.base ?? {}) as Parts, kept.value as Parts, now as Parts) as Rebased &
    Pick<Standing<T>, 'clashing' | 'taken'>
  if (clashing.length > 0) return { value: kept.value, version: kept.version, moved: true, clashing, taken }
  return { value: value as T, version, moved: true, clashing, taken }
}

/** The edit on top of what is there now, once a person has decided what of both is to stand. */
export function decided<T extends object>(kept: Kept<T>, now: T, version: number, whose: 'mine' | 'theirs'): Kept<T> {
  const { value, clashing } = rebase((kept.base ?? {}) as Parts, kept.value as Parts, now as Parts)
  const theirs = Object.fromEntries(clashing.map((name) => [name, (now as Parts)[name]]))
  return { version, base: now, value: { ...value, ...(whose === 'theirs' ? theirs : {}) } as T }
}
