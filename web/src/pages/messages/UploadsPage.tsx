import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../../parts/usePageTitle'
import { UploadDialog } from './UploadDialog'

/** Where files that are too large for one request are sent. */
export default function UploadsPage() {
  const { t } = useTranslation()
  usePageTitle(t('uploads.title'))
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('uploads.about')}>
          {t('uploads.title')}
        </Header>
      }
    >
      <UploadDialog />
    </ContentLayout>
  )
}
