import Box from '@cloudscape-design/components/box'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../../parts/usePageTitle'

/** For who came by a link to what is somebody else's work. */
export function NotYours() {
  const { t } = useTranslation()
  usePageTitle(t('admin.title'))
  return (
    <Box textAlign="center" padding="xxxl">
      <Box variant="h1">{t('admin.notYours')}</Box>
      <Box color="text-body-secondary">{t('admin.notYoursText')}</Box>
    </Box>
  )
}
