import type { Expected, Field, Release, Values } from '../api/types'

/** The question about an item that has not come further, and the one about an item that is late where it is. */
const NOT_ARRIVED = 'WII'
const DELAYED = 'DEL'
/** The field that asks for the date the customer was promised. */
const PROMISED = 'promisedDate'

/**
 * What a late item is asked about: why it is late once it has arrived in the country of destination, where it is before that; as far as the
 * catalogue has that question for its product. Undefined leaves the choice to the page.
 */
export function questionFor(release: Pick<Release, 'workflows'>, product: string, stage: string): string | undefined {
  const wanted = stage === 'delivery' ? [DELAYED, NOT_ARRIVED] : [NOT_ARRIVED, DELAYED]
  return wanted.find((code) => release.workflows.some((one) => one.code === code && one.products.includes(product)))
}

/** Where a late item is asked about, with everything filled in that tracking knows. */
export function askAddress(release: Pick<Release, 'workflows'>, item: { itemId: string; product: string; stage: string }): string {
  const workflow = questionFor(release, item.product, item.stage)
  return `/items/${item.itemId}/ask${workflow ? `?workflow=${workflow}` : ''}`
}

/** What the standard fills in of a request: the date by which it had the item delivered. */
export function lateValues(expected: Expected | null | undefined, fields: readonly Pick<Field, 'code'>[]): Values {
  return expected?.promised && fields.some((field) => field.code === PROMISED) ? { [PROMISED]: expected.promised } : {}
}
