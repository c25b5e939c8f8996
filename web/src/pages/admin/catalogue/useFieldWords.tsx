import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '../../../api/types'
import { useWorkplace } from '../../../app/workplace'
import { appearanceOf } from '../../../logic/agreement'
import { Fold } from './Fold'

/** As many options stand beside a field without having to be opened. */
const AT_ONCE = 4

/** What the catalogue says of the fields of a form, in words. */
export function useFieldWords(form: readonly Field[], workflow: string) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const yesNo = { yes: t('common.yes'), no: t('common.no') }
  const name = (field: Field) => catalogue.text(field.labels, field.code)
  const appears = (field: Field) => {
    const when = appearanceOf(field, form, catalogue, workflow, yesNo)
    return when ? t(`catalogue.${when.key}`, { field: when.field, values: when.values }) : ''
  }
  const must = (field: Field) =>
    field.mandatory
      ? t(field.mustBeTrue ? 'catalogue.mustBeYes' : 'common.yes')
      : field.mandatoryFromLevel
        ? t('catalogue.fromLevel', { level: field.mandatoryFromLevel })
        : t('common.no')
  const from = ({ prefill }: Field) => (prefill ? t(`catalogue.prefill.${prefill as 'item.weightG'}`, { defaultValue: prefill }) : '')
  const options = (field: Field): ReactNode => {
    if (field.optionsFrom === 'requestFields') return t('catalogue.requestFields')
    const all = ['choice', 'codes'].includes(field.type) ? catalogue.optionsOf(field, workflow) : []
    const say = (one: (typeof all)[number]) => catalogue.text(one.labels, one.code)
    if (all.length <= AT_ONCE) return all.map(say).join(', ')
    return (
      <Fold
        header={t('catalogue.options', { number: all.length })}
        label={t('catalogue.optionsOf', { number: all.length, field: name(field) })}
      >
        {() => (
          <ul className="wa-plain wa-small">
            {all.map((one) => (
              <li key={one.code}>
                {say(one)} ({one.code})
              </li>
            ))}
          </ul>
        )}
      </Fold>
    )
  }
  const kind = (field: Field) => (
    <>
      <div>{t(`fieldType.${field.type as 'text'}`, { defaultValue: field.type })}</div>
      <div className="wa-soft wa-small">{options(field)}</div>
    </>
  )
  return { name, appears, must, from, kind }
}
