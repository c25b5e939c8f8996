import { useCallback, useMemo } from 'react'
import { useWorkplace } from '../../app/workplace'
import { type Asker, type Dimension, dimensionsOf } from '../../logic/insightQuery'
import { earlier, leads, lookAddress, type Place, queryAt, type Way } from '../../logic/insightWay'

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

/** Where a row at the end of a way leads to, or what it is compared with: what is behind its figures, undefined where that is not for the reader. */
type Look = (way: Way, row: Place, before?: boolean) => string | undefined

/** The root is the page that one comes back to. */
export function useLook(root: string): Look {
  const offered = useDimensions()
  const { me } = useWorkplace()
  const own = me.operator?.code ?? ''
  return useCallback(
    (way, row, before = false) => {
      const to = before ? earlier(way) : way
      return to && leads(queryAt(way), row.keys, own) ? lookAddress(to, row.keys, offered, root) : undefined
    },
    [offered, root, own],
  )
}
