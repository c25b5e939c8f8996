import { useDraft } from '../../parts/drafts'

interface Edited<T> {
  /** What was loaded when the person began; the API refuses to overwrite another version. */
  version: number | undefined
  value: T
}

export interface Editing<T> {
  value: T
  version: number | undefined
  changed: boolean
  set(value: T): void
  /** Forgets what was typed. */
  reset(): void
}

/** Something of the directory under the hands of its administrator: kept until saved, with the version it began on. */
export function useEdited<T>(key: string, loaded: T, version: number | undefined): Editing<T> {
  const [draft, setDraft, forget] = useDraft<Edited<T> | null>(`admin.${key}`, null)
  return {
    value: draft?.value ?? loaded,
    version: draft ? draft.version : version,
    changed: draft !== null && JSON.stringify(draft.value) !== JSON.stringify(loaded),
    set: (value) => setDraft((before) => ({ version: before ? before.version : version, value })),
    reset: () => {
      setDraft(null)
      forget()
    },
  }
}
