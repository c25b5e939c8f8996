import Alert from '@cloudscape-design/components/alert'
import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import type { Item } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'

/** The number was issued before: which item this is, and the way to the others. */
export function Uses({ item }: { item: Item }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { language, zone } = useWorkplace()
  const uses = item.uses ?? []
  if (uses.length < 2) return null
  const day = (at: string) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: zone }).format(new Date(at))
  const latest = uses.at(-1)
  return (
    <Alert type={latest?.shown ? 'info' : 'warning'} header={t(latest?.shown ? 'uses.title' : 'uses.former')}>
      {t('uses.text')}
      <ul className="wa-evidence">
        {uses.map((use) => (
          <li key={use.from}>
            {use.shown ? (
              <strong>{t('uses.one', { from: day(use.from), to: day(use.to) })}</strong>
            ) : (
              <Link
                href={use === latest ? `/items/${item.itemId}` : `/items/${item.itemId}?at=${encodeURIComponent(use.from)}`}
                onFollow={follow}
              >
                {t('uses.one', { from: day(use.from), to: day(use.to) })}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  )
}
