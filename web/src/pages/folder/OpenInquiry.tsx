import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { InquiryRow } from '../../api/types'
import { InPanel } from '../../app/panel'
import { spacedItemId } from '../../logic/itemId'
import { neighbour } from '../../logic/steadyList'
import { InquiryView } from '../inquiry/InquiryView'

interface Props {
  id: string
  /** Undefined where an address names an inquiry that the list does not show. */
  row: InquiryRow | undefined
  rows: readonly InquiryRow[]
  onGo(step: 1 | -1): void
  onClose(): void
}

/** An inquiry beside the list it was opened from. */
export default function OpenInquiry({ id, row, rows, onGo, onClose }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const header = row ? spacedItemId(row.itemId) : t('list.inquiry')
  const page = `/inquiries/${id}`
  return (
    <InPanel
      header={header}
      onClose={onClose}
      actions={
        <SpaceBetween direction="horizontal" size="xxs">
          <Button
            variant="icon"
            iconName="angle-up"
            ariaLabel={t('list.before')}
            disabled={!neighbour(rows, id, -1)}
            onClick={() => onGo(-1)}
          />
          <Button
            variant="icon"
            iconName="angle-down"
            ariaLabel={t('list.after')}
            disabled={!neighbour(rows, id, 1)}
            onClick={() => onGo(1)}
          />
          <Button
            variant="icon"
            iconName="expand"
            ariaLabel={t('list.alone')}
            href={page}
            onFollow={(event) => {
              event.preventDefault()
              void navigate(page)
            }}
          />
        </SpaceBetween>
      }
    >
      <InquiryView key={id} id={id} panel />
    </InPanel>
  )
}
