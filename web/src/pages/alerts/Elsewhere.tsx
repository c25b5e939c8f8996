import Button from '@cloudscape-design/components/button'
import { useTranslation } from 'react-i18next'
import { useElsewhere } from '../../app/elsewhere'
import { useWorkplace } from '../../app/workplace'

/** What is longer than most counts. */
const MANY = 99

/** What is unread in the person's other call centres, with the way there. Each has its place from the start, so that nothing moves when the counts come. */
export function Elsewhere() {
  const { t } = useTranslation()
  const { setCentre } = useWorkplace()
  const others = useElsewhere()
  if (others.length === 0) return null
  return (
    <ul className="wa-elsewhere wa-no-print" aria-label={t('notify.others')}>
      {others.map(({ id, name, unread }) => (
        <li key={id}>
          <span className="wa-elsewhere-line wa-elsewhere-room" aria-hidden="true">
            {t('notify.goThere', { count: MANY, centre: name })}
          </span>
          <span className="wa-elsewhere-line">
            {unread ? (
              <Button variant="inline-link" onClick={() => setCentre(id)}>
                {t('notify.goThere', { count: unread, centre: name })}
              </Button>
            ) : (
              unread === 0 && t('notify.nothingThere', { centre: name })
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
