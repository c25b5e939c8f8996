import Select from '@cloudscape-design/components/select'
import { useTranslation } from 'react-i18next'
import { useOpenOn } from '../api/inquiries'
import { useWorkplace } from '../app/workplace'
import { useFormSubject } from './subject'

interface Props {
  value: string
  onChange(value: string): void
  label?: string
}

/** Another inquiry of one's own on the item. One that is closed is not listed, but stays when it is chosen already. */
export function InquiryInput({ value, onChange, label }: Props) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const subject = useFormSubject()
  const open = useOpenOn(subject?.itemId ?? '')
  const listed = (open.data?.items ?? [])
    .filter((one) => one.id !== subject?.inquiryId)
    .map((one) => ({
      value: one.id,
      label: catalogue.question(one.workflow),
      description: `${t(`state.${one.state}` as 'state.sent', { defaultValue: one.state })} · ${one.id.slice(-6)}`,
    }))
  const options =
    value && !listed.some((one) => one.value === value)
      ? [{ value, label: t('related.openOne', { id: value.slice(-6) }), description: '' }, ...listed]
      : listed
  return (
    <Select
      selectedOption={options.find((one) => one.value === value) ?? null}
      options={options}
      placeholder={t('form.choose')}
      ariaLabel={label}
      empty={t('form.noInquiries')}
      statusType={open.isLoading ? 'loading' : 'finished'}
      loadingText={t('form.loading')}
      expandToViewport
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
    />
  )
}
