import Button from '@cloudscape-design/components/button'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Folder } from '../../logic/folders'
import { Empty } from '../../parts/Empty'

/** Says what would be here, and where to go instead. */
export function EmptyFolder({ folder }: { folder: Folder }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Empty title={t(`folder.${folder}.empty`)} teach={t(`folder.${folder}.teach`)}>
      {(folder === 'toDo' || folder === 'drafts' || folder === 'waiting') && (
        <Button onClick={() => void navigate('/items')}>{t('nav.ask')}</Button>
      )}
    </Empty>
  )
}

/** A filter that leaves nothing: of the whole folder, or of what was looked at so far. */
export function NothingMatches({ more, onAll }: { more: boolean; onAll(): void }) {
  const { t } = useTranslation()
  return (
    <Empty title={t(more ? 'folder.nothingYet' : 'folder.nothing')} teach={t(more ? 'folder.nothingYetTeach' : 'folder.nothingTeach')}>
      <Button onClick={onAll}>{t('folder.showAll')}</Button>
    </Empty>
  )
}
