import { decided, type Kept, same, standing } from '../logic/versions'
import { useDraft } from './drafts'

export interface Editing<T> {
  value: T
  version: number
  changed: boolean
  /** Somebody else saved another version since the person began. */
  moved: boolean
  /** What is there now. */
  theirs: T
  /** Parts that both changed: nothing can be saved until the person has decided. */
  clashing: readonly (keyof T & string)[]
  /** Parts that somebody else alone changed; theirs stands in the form. */
  taken: readonly (keyof T & string)[]
  set(value: T): void
  decide(whose: 'mine' | 'theirs'): void
  /** Forgets what was typed. */
  reset(): void
}

/** Something that is edited part by part and saved as a whole: kept until then, with what it was made of and which version that was. */
export function useEdited<T extends object>(key: string, loaded: T, version: number): Editing<T> {
  const [kept, setKept, forget] = useDraft<Kept<T> | null>(`admin.${key}`, null)
  const { value, version: over, moved, clashing, taken } = standing(kept, loaded, version)
  return {
    value,
    version: over,
    changed: kept !== null && !same(value, loaded),
    moved,
    theirs: loaded,
    clashing,
    taken,
    set: (next) =>
      setKept((before) =>
        before && clashing.length > 0
          ? { ...before, value: next }
          : { version: over, base: before && !moved ? before.base : loaded, value: next },
      ),
    decide: (whose) => setKept((before) => before && decided(before, loaded, version, whose)),
    reset: () => {
      setKept(null)
      forget()
    },
  }
}
