import { spacedItemId } from '../logic/itemId'

export function ItemNumber({ id }: { id: string }) {
  return <span className="wa-item-number">{spacedItemId(id)}</span>
}
