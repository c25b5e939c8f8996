import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { Fragment, type ReactNode } from 'react'
import { useFollow } from '../../app/follow'
import { useMedia } from '../../parts/useMedia'

interface Props {
  label: string
  /** What the figure leads to; a figure without is only shown. */
  href?: string | undefined
  /** The figure in words, or several, each with what it leads to. */
  value: string | readonly { label: string; href: string; value: string }[]
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
  const leads = (to: string, said: string, shown: string) => (
    <Link href={to} onFollow={follow} fontSize={phone ? 'heading-xl' : 'display-l'} ariaLabel={`${said}: ${shown}`}>
      {shown}
    </Link>
  )
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <div className="wa-figure">
        {typeof value !== 'string'
          ? value.map((one, at) => (
              <Fragment key={one.label}>
                {at > 0 && ' / '}
                {leads(one.href, one.label, one.value)}
              </Fragment>
            ))
          : href
            ? leads(href, label, value)
            : value}
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
