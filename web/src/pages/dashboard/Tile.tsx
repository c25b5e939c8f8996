import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { useFollow } from '../../app/follow'
import { useMedia } from '../../parts/useMedia'

interface Props {
  label: string
  /** What the figure leads to; a figure without is only shown. */
  href?: string | undefined
  /** The figure in words. */
  value: string
  /** What it is made of. */
  about?: string | undefined
  /** How good it is, as a sign with words. */
  verdict?: { type: StatusIndicatorProps.Type; words: string; said?: string } | undefined
  /** What it was before. */
  before?: ReactNode
}

/** A figure that leads to what made it. */
export function Tile({ label, href, value, about, verdict, before }: Props) {
  const follow = useFollow()
  const phone = useMedia('(max-width: 688px)')
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <div className="wa-figure">
        {href ? (
          <Link href={href} onFollow={follow} fontSize={phone ? 'heading-xl' : 'display-l'} ariaLabel={`${label}: ${value}`}>
            {value}
          </Link>
        ) : (
          value
        )}
      </div>
      {verdict && (
        <div>
          <StatusIndicator type={verdict.type} {...(verdict.said ? { iconAriaLabel: verdict.said } : {})}>
            {verdict.words}
          </StatusIndicator>
        </div>
      )}
      {about && <Box variant="small">{about}</Box>}
      {before && <div className="wa-soft wa-small">{before}</div>}
    </div>
  )
}
