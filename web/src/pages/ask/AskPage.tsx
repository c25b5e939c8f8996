import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useItem } from '../../api/items'
import { isProblem } from '../../api/problem'
import { useWorkplace } from '../../app/workplace'
import { normaliseItemId, spacedItemId } from '../../logic/itemId'
import { Loading } from '../../parts/Loading'
import { usePageTitle } from '../../parts/usePageTitle'
import { ItemProblem } from '../item/ItemProblem'
import { InquiryEditor } from './InquiryEditor'

/** A new inquiry: starts from the item and from what tracking says about it. */
export default function AskPage() {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const id = normaliseItemId(useParams().itemId ?? '')
  const item = useItem(id)
  usePageTitle(t('ask.title', { item: spacedItemId(id) }))
  const workflow = catalogue.release.workflows[0]
  const unknown = isProblem(item.error, 'item-unknown')
  if (item.error && !item.data && !unknown) return <ItemProblem id={id} error={item.error} retry={() => void item.refetch()} />
  if ((!item.data && !unknown) || !workflow) return <Loading />
  return <InquiryEditor itemId={id} item={item.data} workflow={workflow} />
}
