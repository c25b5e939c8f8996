/** How somebody left a folder: come back to it, it is the same. Kept in this window. */
export interface Left {
  /** What follows the folder in its address: "?urgent=true&open=…", or "". */
  address: string
  scroll: number
  selected: string[]
}

const PREFIX = 'whereabouts.left.'
const NOTHING: Left = { address: '', scroll: 0, selected: [] }

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
