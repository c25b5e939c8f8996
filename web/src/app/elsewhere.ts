import { useUnreadCounts } from '../api/alerts'
import { type Other, othersOf } from '../logic/elsewhere'
import { useWorkplace } from './workplace'

/** The person's other call centres, with what is unread there. */
export function useElsewhere(): Other[] {
  const { me, centre } = useWorkplace()
  const own = me.callCentres ?? []
  return othersOf(own, centre, useUnreadCounts(centre, own.length > 1).data?.items)
}
