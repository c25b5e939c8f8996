import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { Filters } from './builder/Filters'
import { Groups } from './builder/Groups'
import { Measures } from './builder/Measures'
import type { Props } from './builder/props'
import { Time } from './builder/Time'

/** What a report asks: figures, what they are broken down by, of what, and when. No codes, no SQL. */
export function BuilderForm(props: Props) {
  const { t } = useTranslation()
  return (
    <Container header={<Header variant="h2">{t('insights.builder.what')}</Header>}>
      <SpaceBetween size="l">
        <Measures {...props} />
        <Groups {...props} />
        <Filters {...props} />
        <Time {...props} />
      </SpaceBetween>
    </Container>
  )
}
