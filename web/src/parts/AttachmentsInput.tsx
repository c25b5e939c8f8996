import Multiselect from '@cloudscape-design/components/multiselect'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormSubject } from './subject'
import { Uploads } from './Uploads'

interface Props {
  value: unknown
  onChange(value: string[]): void
  label: string
}

/** Documents of the inquiry that a field refers to: chosen from those it has, or added here. */
export function AttachmentsInput({ value, onChange, label }: Props) {
  const { t } = useTranslation()
  const subject = useFormSubject()
  const [added, setAdded] = useState<readonly { id: string; name: string }[]>([])
  const chosen = Array.isArray(value) ? value.map(String) : []
  const latest = useRef(chosen) // several files arrive one after the other
  latest.current = chosen
  const known = new Map([...added, ...(subject?.attachments ?? [])].map((one) => [one.id, one.name]))
  const options = [...new Set([...known.keys(), ...chosen])].map((id) => ({ value: id, label: known.get(id) ?? t('documents.gone') }))
  const take = (id: string, name: string) => {
    setAdded((before) => [...before, { id, name }])
    latest.current = [...latest.current, id]
    onChange(latest.current)
  }
  return (
    <SpaceBetween size="xs">
      {options.length > 0 && (
        <Multiselect
          selectedOptions={options.filter((one) => chosen.includes(one.value))}
          options={options}
          placeholder={t('form.documents')}
          deselectAriaLabel={(option) => t('documents.remove', { name: option.label ?? '' })}
          expandToViewport
          onChange={({ detail }) => onChange(detail.selectedOptions.map((one) => one.value ?? ''))}
        />
      )}
      {subject?.mayAttach ? (
        <SpaceBetween size="xxs">
          <Uploads inquiry={subject.ensure} onAdded={take} label={`${t('documents.add')}: ${label}`} />
          {!subject.inquiryId && <span className="wa-soft wa-small">{t('documents.savesDraft')}</span>}
        </SpaceBetween>
      ) : (
        options.length === 0 && <span className="wa-soft">{t('form.noDocuments')}</span>
      )}
    </SpaceBetween>
  )
}
