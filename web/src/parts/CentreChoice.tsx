import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useCentres } from '../api/directory'
import type { CallCentre } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { ledCentre } from '../logic/team'

/** The call centre of one's post that a page for those who lead is about, from its address, and all that may be chosen. */
export function useLedCentre(): { centre: string; zone: string; centres: readonly CallCentre[] } {
  const { centre: own, me } = useWorkplace()
  const [address] = useSearchParams()
  const centres = (useCentres().data?.items ?? []).filter((one) => one.operator === me.operator?.code)
  const centre = ledCentre(centres, address.get('centre'), own)
  return { centre, zone: centres.find((one) => one.id === centre)?.timeZone ?? 'UTC', centres }
}

interface Props {
  centre: string
  centres: readonly CallCentre[]
  onChoose(centre: string): void
}

/** One of several call centres; nothing where there is none to choose. */
export function CentreChoice({ centre, centres, onChoose }: Props) {
  const { t } = useTranslation()
  if (centres.length < 2) return null
  return (
    <div className="wa-centre-choice">
      <FormField label={t('team.centre')}>
        <Select
          selectedOption={{ value: centre, label: centres.find((one) => one.id === centre)?.name ?? centre }}
          options={centres.map((one) => ({ value: one.id, label: one.name, description: one.city }))}
          onChange={({ detail }) => onChoose(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </div>
  )
}
