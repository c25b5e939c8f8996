import type { StoredDocument } from '../api/types'

type Scanned = Pick<StoredDocument, 'id' | 'state' | 'scan'>
type Owned = Scanned & Pick<StoredDocument, 'operator'>
interface Known {
  id: string
}

/** What is said of the scan of a document that the inquiry holds; nothing while the list does not know it yet. */
export function scanOf(id: string, list: readonly Scanned[]): 'clean' | 'notScanned' | undefined {
  const scan = list.find((one) => one.id === id)?.scan
  return scan === 'infected' ? undefined : scan // what is infected is never attached
}

/** Documents that were looked into and not taken. */
export function refused<T extends Scanned>(list: readonly T[], held: readonly Known[]): T[] {
  return list.filter((one) => one.state === 'rejected' && !isHeld(one, held))
}

/** Documents of one's own post that were begun and never finished: their file did not arrive, or the inquiry does not hold it yet. */
export function unfinished<T extends Owned>(list: readonly T[], held: readonly Known[], operator: string): T[] {
  return list.filter((one) => (one.state === 'announced' || one.state === 'accepted') && one.operator === operator && !isHeld(one, held))
}

/** What can still be done with one of them: what was looked into stays, and an inquiry that takes no documents takes none of these. */
export function waysOut({ state }: Pick<StoredDocument, 'state'>, actions: readonly string[]): ('complete' | 'withdraw')[] {
  const complete = actions.includes('attach') ? (['complete'] as const) : []
  const withdraw = state === 'announced' && actions.length > 0 ? (['withdraw'] as const) : []
  return [...complete, ...withdraw]
}

/** How a document can be shown on the page; undefined for what can only be fetched. */
export function shownAs(mediaType: string): 'image' | 'pdf' | 'text' | undefined {
  if (mediaType === 'image/jpeg' || mediaType === 'image/png') return 'image'
  if (mediaType === 'application/pdf') return 'pdf'
  return mediaType === 'text/plain' ? 'text' : undefined
}

/** The inquiry may be read later than the list of its documents. */
const isHeld = ({ id }: Known, held: readonly Known[]) => held.some((one) => one.id === id)
