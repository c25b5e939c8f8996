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
