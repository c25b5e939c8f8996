import { useItem } from '../../api/items'
import type { Inquiry } from '../../api/types'
import { Loading } from '../../parts/Loading'
import { InquiryEditor } from './InquiryEditor'
import { editKey } from './useEditor'

/** A draft is edited on the page it was made on. */
export function DraftEditor({ inquiry }: { inquiry: Inquiry }) {
  const item = useItem(inquiry.itemId)
  if (item.isPending) return <Loading />
  const { itemId, workflow, product } = inquiry
  return (
    <InquiryEditor key={inquiry.id} start={{ itemId, item: item.data, workflow, product, key: editKey(inquiry.id) }} inquiry={inquiry} />
  )
}
