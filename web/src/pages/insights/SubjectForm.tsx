import FormField from '@cloudscape-design/components/form-field'
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import { useTranslation } from 'react-i18next'
import { useCentres } from '../../api/directory'
import { useWorkplace } from '../../app/workplace'
import { monthsBefore } from '../../logic/dataHub'
import type { Subject } from '../../logic/insightReports'
import { formatMonth } from '../../logic/instant'
import { useDimensionTitle } from './words'

const MONTHS = 37

interface Props {
  subject: Subject
  set(change: Partial<Subject>): void
  /** The report may be asked of all posts too. */
  everyone: boolean
}

/** What a report is about: whose figures, of what, in which month, against what. Everything stands in the address. */
export function SubjectForm({ subject, set, everyone }: Props) {
  const { t } = useTranslation()
  const { language, catalogue, operators, operatorName, me, can } = useWorkplace()
  const title = useDimensionTitle()
  const centres = useCentres().data?.items ?? []
  const network = can('network-administrator')
  const all = subject.whose === 'everyone'
  const whose = network ? (subject.operator ?? '') : (me.operator?.code ?? '')
  const months = monthsBefore(new Date().toISOString().slice(0, 10), MONTHS)
  const posts = operators
    .filter((one) => one.code !== whose)
    .map((one) => ({ value: one.code, label: one.name, tags: [one.country] }))
    .sort((a, b) => a.label.localeCompare(b.label))
  const choose = (
    name: keyof Subject,
    label: string,
    any: string,
    options: readonly SelectProps.Option[],
    more?: (value: string) => Partial<Subject>,
  ) => {
    const choices = [{ value: '', label: any }, ...options]
    return (
      <FormField label={label}>
        <Select
          selectedOption={
            choices.find((one) => one.value === (subject[name] ?? '')) ?? { value: subject[name], label: String(subject[name]) }
          }
          options={choices}
          filteringType={options.length > 8 ? 'auto' : 'none'}
          virtualScroll={options.length > 50}
          expandToViewport
          onChange={({ detail }) => {
            const value = detail.selectedOption.value ?? ''
            set({ [name]: value || undefined, ...more?.(value) })
          }}
        />
      </FormField>
    )
  }
  return (
    <div className="wa-fields wa-no-print">
      <FormField label={t('reports.month')}>
        <Select
          selectedOption={{ value: subject.month, label: formatMonth(subject.month, language) }}
          options={(months.includes(subject.month) ? months : [subject.month, ...months]).map((one) => ({
            value: one,
            label: formatMonth(one, language),
          }))}
          expandToViewport
          onChange={({ detail }) => set({ month: detail.selectedOption.value ?? subject.month })}
        />
      </FormField>
      {choose('compare', t('insights.compare.label'), t('insights.compare.none'), [
        { value: 'before', label: t('insights.compare.monthBefore') },
        { value: 'lastYear', label: t('insights.compare.lastYear') },
      ])}
      {network && choose('operator', title('operator'), t('insights.network'), posts, () => ({ centre: undefined }))}
      {(everyone || all) &&
        choose(
          'whose',
          t('insights.builder.posts'),
          t('insights.builder.own'),
          [{ value: 'everyone', label: t('insights.builder.everyone'), description: t('insights.builder.everyoneAbout') }],
          () => ({ operator: undefined, centre: undefined, partner: undefined }),
        )}
      {whose !== '' &&
        !all &&
        choose(
          'centre',
          title('centre'),
          t('insights.allCentres', { operator: operatorName(whose) }),
          centres.filter((one) => one.operator === whose).map((one) => ({ value: one.id, label: one.name })),
        )}
      {!all && choose('partner', title('partner'), t('insights.allPartners'), posts)}
      {choose(
        'product',
        title('product'),
        t('insights.allProducts'),
        catalogue.release.products.map((one) => ({ value: one.code, label: catalogue.product(one.code) })),
      )}
    </div>
  )
}

/** What a report is about, in words, for headings and for who prints it. */
export function useSubjectWords(): (subject: Subject) => string {
  const { t } = useTranslation()
  const { catalogue, operatorName, callCentre, me, language } = useWorkplace()
  return ({ operator, centre, partner, product, month, compare, whose }) =>
    [
      whose === 'everyone' && !operator
        ? t('insights.builder.everyone')
        : operator || me.operator?.code
          ? operatorName(operator || me.operator?.code)
          : t('insights.network'),
      centre && (callCentre(centre)?.name ?? centre),
      partner && t('insights.linkWith', { partner: operatorName(partner) }),
      product && catalogue.product(product),
      formatMonth(month, language),
      compare && t(`insights.compare.${compare === 'before' ? 'monthBefore' : 'lastYear'}`),
    ]
      .filter(Boolean)
      .join(' · ')
}
