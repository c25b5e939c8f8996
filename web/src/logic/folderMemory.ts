/** How somebody left a folder: come back to it, it is the same. Kept in this window. */
export interface Left {
  /** What follows the folder in its address: "?urgent=true&open=…", or "". */
  address: string
  scroll: number
  selected: string[]
  /** Where the pages before the one on the screen and this one begin, as cursors of the API, and how narrowed the folder was; the first is "". */
  starts: string[]
  filter: string
  /** How many pages of the API were loaded of it. */
  loaded: number
}

const PREFIX = 'whereabouts.left.'
const NOTHING: Left = { address: '', scroll: 0, selected: [], starts: [''], filter: '', loaded: 1 }

type Store = Pick<Storage, 'getItem' | 'setItem'>

/** Who, in which call centre, and which folder: two people at one browser remember for themselves. */
export const folderKey = (person: string, centre: string, folder: string) => `${PREFIX}${person} ${centre} ${folder}`

export function left(store: Store, key: string): Left {
  try {
    return { ...NOTHING, ...(JSON.parse(store.getItem(key) ?? '{}') as Partial<Left>) }
  } catch {
    return NOTHING
  }
}

export function leave(store: Store, key: string, how: Partial<Left>): void {
  store.setItem(key, JSON.stringify({ ...left(store, key), ...how }))
}

/** The pages that somebody had turned to, where the folder is narrowed as it was then; the first page otherwise. */
export function turnedTo(how: Left, filter: string): Pick<Left, 'starts' | 'loaded'> {
  const same = how.filter === filter && how.starts[0] === ''
  return same ? { starts: how.starts, loaded: how.loaded } : { starts: [''], loaded: 1 }
}
