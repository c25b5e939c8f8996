import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import { useTranslation } from 'react-i18next'
import { useFollow } from '../../app/follow'
import { usePageTitle } from '../../parts/usePageTitle'

export default function NotFoundPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  usePageTitle(t('notFound.title'))
  return (
    <Box textAlign="center" padding="xxxl">
      <Box variant="h1">{t('notFound.title')}</Box>
      <Box variant="p" color="text-body-secondary">
        {t('notFound.text')}
      </Box>
      <Link href="/" onFollow={follow}>
        {t('notFound.home')}
      </Link>
    </Box>
  )
}
