import type { FolderName } from '../api/types'

export type Folder = FolderName

/** The folders in the order in which work is looked for. */
export const FOLDER_GROUPS: readonly { id: 'ours' | 'theirs' | 'rest'; folders: readonly Folder[] }[] = [
  { id: 'ours', folders: ['toDo', 'overdueByUs', 'toRead', 'returned', 'drafts'] },
  { id: 'theirs', folders: ['waiting', 'overdueByPartner'] },
  { id: 'rest', folders: ['closed', 'unroutable'] },
]

const ALL = FOLDER_GROUPS.flatMap((group) => group.folders)

export function folderOf(name: string | undefined): Folder | undefined {
  return ALL.find((folder) => folder === name)
}

export function isLate(folder: Folder): boolean {
  return folder === 'overdueByUs' || folder === 'overdueByPartner'
}
