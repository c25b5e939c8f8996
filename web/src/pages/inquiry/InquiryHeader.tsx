import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { folderOf } from '../../logic/folders'
import { spacedItemId } from '../../logic/itemId'
import { levelPlace } from '../../logic/workflows'
import { StateLabel } from '../../parts/StateLabel'
import { WorkMenu } from './WorkMenu'

export function InquiryHeader({ inquiry, catalogue, panel }: { inquiry: Inquiry; catalogue: Catalogue; panel: boolean }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { partyName } = useWorkplace()
  const level = { ...levelPlace(inquiry.levels, inquiry.level), name: catalogue.level(inquiry.workflow, inquiry.level) }
  const folder = folderOf(inquiry.folder) ?? 'toDo'
  return (
    <SpaceBetween size="xs">
      {!panel && (
        <BreadcrumbGroup
          ariaLabel={t('nav.path')}
          onFollow={follow}
          items={[
            { text: t(`folder.${folder}.name`), href: `/folders/${folder}` },
            { text: spacedItemId(inquiry.itemId), href: `/inquiries/${inquiry.id}` },
          ]}
        />
      )}
      <Header
        variant={panel ? 'h2' : 'h1'}
        description={t('inquiry.between', {
          requester: partyName(inquiry.requester),
          replier: partyName(inquiry.replier),
          product: catalogue.product(inquiry.product),
        })}
        actions={<WorkMenu inquiry={inquiry} catalogue={catalogue} />}
      >
        {catalogue.question(inquiry.workflow)}
      </Header>
      <div className="wa-facts">
        <Link href={`/items/${inquiry.itemId}`} onFollow={follow} fontSize="heading-m">
          <span className="wa-item-number">{spacedItemId(inquiry.itemId)}</span>
        </Link>
        <CopyToClipboard
          variant="icon"
          textToCopy={inquiry.itemId}
          copyButtonAriaLabel={t('item.copy')}
          copySuccessText={t('item.copied')}
          copyErrorText={t('item.notCopied')}
        />
        <StateLabel state={inquiry.state} lastReply={inquiry.lastReply} />
        {level.of > 1 && <span className="wa-level">{t('level.label', level)}</span>}
        {inquiry.urgent && (
          <span className="wa-urgent">
            <Icon name="status-warning" size="small" variant="warning" /> {t('urgent')}
            {inquiry.urgencyReason ? `: ${catalogue.urgency(inquiry.urgencyReason)}` : ''}
          </span>
        )}
      </div>
    </SpaceBetween>
  )
}
