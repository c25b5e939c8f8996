import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import type { Report } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { reportAddress, reportFigure, withList } from '../../logic/insightReports'
import { lookAddress } from '../../logic/insightWay'
import { useDimensions } from './useLook'

interface Props {
  report: Report
  metric: string
  side: 'asReplier' | 'asRequester'
  /** The call centre, or in the network's report the post, whose figure it is; all together without it. */
  row?: string
  /** Leads to the inquiries that are late, where the reader may see them. */
  late?: boolean
  label?: string
  /** There is nothing behind it. */
  none?: boolean
  children: ReactNode
}

/** A figure of a monthly report, which leads to what is behind it; where the reader sees other figures than the report's, it leads nowhere. */
export function FigureLink({ report, metric, side, row, late = false, none = false, label, children }: Props) {
  const follow = useFollow()
  const offered = useDimensions()
  const { me, can } = useWorkplace()
  const network = can('network-administrator')
  if (none || (!network && report.operator !== me.operator?.code)) return <>{children}</>
  const query = reportFigure(report, metric, side === 'asReplier' ? 'replier' : 'requester', network)
  const way = row === undefined ? { query: { ...query, dimensions: [] }, keys: [] } : { query, keys: [row] }
  const address = lookAddress({ query: way.query, steps: [] }, way.keys, offered, reportAddress(report))
  return (
    <span className="wa-target">
      <Link href={late && !network ? withList(address, metric) : address} onFollow={follow} ariaLabel={label} fontSize="inherit">
        {children}
      </Link>
    </span>
  )
}
