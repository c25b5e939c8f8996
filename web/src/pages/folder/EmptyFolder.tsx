import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Folder } from '../../logic/folders'

/** Says what would be here, and where to go instead. */
export function EmptyFolder({ folder }: { folder: Folder }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Box textAlign="center" padding={{ vertical: 'xxl' }}>
      <SpaceBetween size="s">
        <Box variant="h3">{t(`folder.${folder}.empty`)}</Box>
        <Box color="text-body-secondary">{t(`folder.${folder}.teach`)}</Box>
        {(folder === 'toDo' || folder === 'drafts' || folder === 'waiting') && (
          <Button onClick={() => void navigate('/items')}>{t('nav.ask')}</Button>
        )}
      </SpaceBetween>
    </Box>
  )
}

/** A filter that leaves nothing: of the whole folder, or of what was looked at so far. */
export function NothingMatches({ more, onAll }: { more: boolean; onAll(): void }) {
  const { t } = useTranslation()
  return (
    <Box textAlign="center" padding={{ vertical: 'xxl' }}>
      <SpaceBetween size="s">
        <Box variant="h3">{t(more ? 'folder.nothingYet' : 'folder.nothing')}</Box>
        <Button onClick={onAll}>{t('folder.showAll')}</Button>
      </SpaceBetween>
    </Box>
  )
}
