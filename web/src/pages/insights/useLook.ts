import { useCallback, useMemo } from 'react'
import type { QueryDefinition } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { type Asker, type Dimension, dimensionsOf } from '../../logic/insightQuery'
import { leads, lookAddress, type Place } from '../../logic/insightWay'

/** As whom the reader asks for figures. */
export function useAsker(): Asker {
  const { can, catalogue } = useWorkplace()
  const network = can('network-administrator')
  const agents = !network && can('supervisor', 'operator-administrator')
  const shared = catalogue.release.sharedFigures ?? false
  return useMemo(() => ({ network, agents, shared }), [network, agents, shared])
}

/** What the reader may break figures down by. */
export function useDimensions(): readonly Dimension[] {
  const asker = useAsker()
  return useMemo(() => dimensionsOf(asker), [asker])
}

/** Where a row of an answer leads to: what is behind its figures, undefined where that is not for the reader. The root is the page that one comes back to. */
export function useLook(root: string): (query: QueryDefinition, row: Place) => string | undefined {
  const offered = useDimensions()
  const { me } = useWorkplace()
  const own = me.operator?.code ?? ''
  return useCallback(
    (query, row) => (leads(query, row.keys, own) ? lookAddress({ query, steps: [] }, row.keys, offered, root) : undefined),
    [offered, root, own],
  )
}
