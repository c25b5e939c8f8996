import { addressOf, type Filter, filterOf } from './folderFilter'

/** A folder as one person likes to see it, as the API has it. */
interface View {
  folder: string
  filter: Record<string, string>
  columns?: readonly string[] | null
}

/** Columns as an address names them: "item,due". "" where a view leaves them as they are. */
export const columnsIn = (view: View) => (view.columns ?? []).join()

/** Where a view leads: how the folder is narrowed, and its columns where it keeps some. */
export function wayTo(view: View): string {
  const columns = columnsIn(view)
  const query = new URLSearchParams({ ...filterOf(view.filter ?? {}), ...(columns ? { columns } : {}) })
  return `/folders/${view.folder}${query.size > 0 ? `?${query}` : ''}`
}

/** Whether a view is what is on the screen. */
export function isShown(view: View, folder: string, filter: Filter, columns: string): boolean {
  const same = view.folder === folder && addressOf(filterOf(view.filter ?? {})) === addressOf(filter)
  return same && ['', columns].includes(columnsIn(view))
}
