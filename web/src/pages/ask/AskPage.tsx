import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { useInquiry } from '../../api/inquiries'
import { useItem } from '../../api/items'
import { isProblem } from '../../api/problem'
import type { Inquiry, Item, Values } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { normaliseItemId, spacedItemId } from '../../logic/itemId'
import { lateValues } from '../../logic/lateAsk'
import { choicesFor, productsFor } from '../../logic/workflows'
import { Loading } from '../../parts/Loading'
import { usePageTitle } from '../../parts/usePageTitle'
import { ItemProblem } from '../item/ItemProblem'
import { InquiryEditor } from './InquiryEditor'

/** A new inquiry: starts from the item and from what tracking says about it; or from an inquiry whose answer leads to it. */
export default function AskPage() {
  const { t } = useTranslation()
  const { catalogue, me } = useWorkplace()
  const [query] = useSearchParams()
  const id = normaliseItemId(useParams().itemId ?? '')
  const wanted = query.get('workflow') ?? ''
  const parent = useInquiry(query.get('parent') ?? '')
  const item = useItem(id)
  usePageTitle(t('ask.title', { item: spacedItemId(id) }))
  const unknown = isProblem(item.error, 'item-unknown')
  if (item.error && !item.data && !unknown) return <ItemProblem id={id} error={item.error} retry={() => void item.refetch()} />
  if ((!item.data && !unknown) || parent.isLoading) return <Loading />
  const products = productsFor(catalogue.release, id.slice(0, 2), new Date().toISOString().slice(0, 10))
  const product = parent.data?.product || item.data?.product || products[0]?.code || ''
  const choices = choicesFor(catalogue.release, product, item.data, me.operator?.code ?? '')
  const first = catalogue.workflowOf(wanted) ?? (choices.find((one) => !one.blocked) ?? choices[0])?.workflow
  if (!first) return <Loading />
  return (
    <InquiryEditor
      key={`${id} ${wanted}`}
      start={{
        itemId: id,
        item: item.data as Item | undefined,
        workflow: first.code,
        product,
        copied: { ...lateValues(item.data?.expected, catalogue.requestFields(first.code)), ...copyOf(parent.data, first.code, catalogue) },
        key: ['ask', id, wanted, parent.data?.id].filter(Boolean).join('.'),
      }}
    />
  )
}

/** What an inquiry already says and the next one asks too. Documents stay with the inquiry they were given to. */
function copyOf(parent: Inquiry | undefined, workflow: string, catalogue: Catalogue): Values {
  if (!parent) return {}
  const fields = catalogue.requestFields(workflow).filter((field) => field.type !== 'attachments')
  const same = fields.filter((field) => parent.fields[field.code] !== undefined).map((field) => [field.code, parent.fields[field.code]])
  const reference = catalogue.workflowOf(workflow)?.requires?.parentField
  return { ...Object.fromEntries(same), ...(reference ? { [reference]: parent.id } : {}) }
}
