import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../app/workplace'
import { COUNTED, rolesOf } from '../../../logic/agreement'
import { formatMinutes } from '../../../logic/duration'
import { Fold } from './Fold'

/** What the release in force says for every question: its terms, and the codes that the system uses by itself. */
export function Terms() {
  const { t } = useTranslation()
  const { catalogue, language } = useWorkplace()
  const { version, terms, sharedFigures } = catalogue.release
  const amount = (value: number, name: keyof typeof COUNTED) => {
    switch (COUNTED[name]) {
      case 'percent':
        return new Intl.NumberFormat(language, { style: 'percent' }).format(value / 100)
      case 'minutes':
        return formatMinutes(value, language)
      case 'months':
        return new Intl.NumberFormat(language, { style: 'unit', unit: 'month', unitDisplay: 'long' }).format(value)
      default:
        return t('catalogue.workingDays', { count: value })
    }
  }
  const roles = rolesOf(catalogue)
  const before = <div className="wa-soft">{t('catalogue.before')}</div>
  return (
    <SpaceBetween size="xs">
      <Fold header={t('catalogue.terms', { version })}>
        {() =>
          terms ? (
            <KeyValuePairs
              columns={3}
              items={[
                ...(Object.keys(COUNTED) as (keyof typeof COUNTED)[]).map((name) => ({
                  label: t(`catalogue.term.${name}`),
                  value: amount(terms[name], name),
                })),
                { label: t('catalogue.sharedFigures'), value: t(`catalogue.shared.${sharedFigures ? 'yes' : 'no'}`) },
              ]}
            />
          ) : (
            before
          )
        }
      </Fold>
      <Fold header={t('catalogue.roles', { version })}>
        {() =>
          roles.length > 0 ? (
            <KeyValuePairs
              columns={3}
              items={roles.map(({ role, code, words }) => ({ label: t(`catalogue.role.${role}`), value: `${words} (${code})` }))}
            />
          ) : (
            before
          )
        }
      </Fold>
    </SpaceBetween>
  )
}
