import type { Item, Release, Workflow } from '../api/types'

export type WorkflowGroup = 'inquiry' | 'request' | 'claim' | 'origin'

/** Why a workflow cannot be used for the item now. */
export type Blocked = 'event' | 'self'

export interface Choice {
  workflow: Workflow
  group: WorkflowGroup
  blocked?: Blocked
}

export const GROUPS: readonly WorkflowGroup[] = ['inquiry', 'request', 'claim', 'origin']

/** What kind of question a workflow is, from what the catalogue says of it: workflows that are added to it find their place. */
export function groupOf(workflow: Workflow): WorkflowGroup {
  if (workflow.asks === 'origin') return 'origin'
  if (workflow.requires?.parentField) return 'claim'
  return workflow.cn08Reason ? 'inquiry' : 'request'
}

/** The workflows that serve a product, in the order of the groups, with what stands in the way. Own is the reader's operator. */
export function choicesFor(release: Pick<Release, 'workflows'>, product: string, item: Item | undefined, own: string): Choice[] {
  const served = release.workflows.filter((one) => !product || one.products.includes(product))
  return GROUPS.flatMap((group) =>
    served
      .filter((one) => groupOf(one) === group)
      .map((workflow) => {
        const blocked = blockedBy(workflow, item, own)
        return blocked ? { workflow, group, blocked } : { workflow, group }
      }),
  )
}

function blockedBy(workflow: Workflow, item: Item | undefined, own: string): Blocked | undefined {
  const needed = workflow.requires?.event
  if (needed && !item?.events.some((event) => event.code === needed)) return 'event'
  const asked = workflow.asks === 'origin' ? item?.origin?.operator : item?.destination?.operator
  return asked && asked === own ? 'self' : undefined
}

/** The products that an item with this service indicator can be, without those the exchange has closed. Today is a calendar date. */
export function productsFor(release: Pick<Release, 'products'>, indicator: string, today: string) {
  const covers = (range: string) => {
    const [from = '', to = from] = range.split('-')
    return indicator >= from && indicator <= to
  }
  return release.products.filter((one) => one.indicators.some(covers) && !(one.closedFrom && one.closedFrom <= today))
}

/** The lowest level of a workflow: where an inquiry starts. */
export function firstLevel(workflow: Workflow): number {
  return Math.min(...workflow.levels.map((one) => one.level))
}

/** Where a level stands among those of its workflow, from 1: "2 of 3". */
export function levelPlace(levels: readonly number[], level: number): { place: number; of: number } {
  return { place: levels.indexOf(level) + 1, of: levels.length }
}
