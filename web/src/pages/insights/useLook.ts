import { useCallback } from 'react'
import type { QueryDefinition } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { DIMENSIONS, type Dimension, forNetwork, forPosts } from '../../logic/insightQuery'
import { lookAddress, type Place } from '../../logic/insightWay'

/** What the reader may break figures down by. */
export function useDimensions(): readonly Dimension[] {
  const { can } = useWorkplace()
  return DIMENSIONS.filter(can('network-administrator') ? forNetwork : forPosts)
}

/** Where a row of an answer leads to: what is behind its figures. The root is the page that one comes back to. */
export function useLook(root: string): (query: QueryDefinition, row: Place) => string {
  const offered = useDimensions()
  return useCallback((query, row) => lookAddress({ query, steps: [] }, row.keys, offered, root), [offered, root])
}
