import { useTranslation } from 'react-i18next'
import type { Tally } from '../../api/team'

/** What was done in a day, in words, a line each. */
export function Done({ today: { answered, late, asked, closed } }: { today: Tally }) {
  const { t } = useTranslation()
  const lines = [
    answered > 0 && (late > 0 ? t('team.answeredLate', { count: answered, late }) : t('team.answered', { count: answered })),
    asked > 0 && t('team.asked', { count: asked }),
    closed > 0 && t('team.closed', { count: closed }),
  ].filter((one) => one !== false)
  if (lines.length === 0) return <span className="wa-soft wa-small">{t('team.nothing')}</span>
  return lines.map((line) => (
    <div key={line} className="wa-small">
      {line}
    </div>
  ))
}
