import { useItem } from '../../api/items'
import type { Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { Loading } from '../../parts/Loading'
import { InquiryEditor } from './InquiryEditor'

/** A draft is edited on the page it was made on. */
export function DraftEditor({ inquiry }: { inquiry: Inquiry }) {
  const { catalogue } = useWorkplace()
  const item = useItem(inquiry.itemId)
  const workflow = catalogue.workflowOf(inquiry.workflow)
  if (item.isPending || !workflow) return <Loading />
  return <InquiryEditor key={inquiry.id} itemId={inquiry.itemId} item={item.data} workflow={workflow} inquiry={inquiry} />
}
