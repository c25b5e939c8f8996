import Badge, { type BadgeProps } from '@cloudscape-design/components/badge'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../app/workplace'

interface Props {
  state: string
  lastReply?: { code: string; class: string } | null
}

const COLOURS: Record<string, BadgeProps['color']> = {
  draft: 'grey',
  sent: 'blue',
  opened: 'blue',
  replied: 'green',
  returned: 'severity-medium',
  closed: 'grey',
}

/** How an inquiry stands, with the answer where there is one. */
export function StateLabel({ state, lastReply }: Props) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const words = t(`state.${state}` as 'state.draft', { defaultValue: state })
  const answer = lastReply && state !== 'draft' ? catalogue.reply(lastReply.code) : ''
  return (
    <span className="wa-state">
      <Badge color={COLOURS[state] ?? 'grey'}>{words}</Badge>
      {answer && <span className="wa-soft wa-small">{answer}</span>}
    </span>
  )
}
