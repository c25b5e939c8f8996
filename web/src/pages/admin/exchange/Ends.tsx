import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useTranslation } from 'react-i18next'

/** What an empty list teaches. */
export function Empty({ title, teach }: { title: string; teach: string }) {
  return (
    <Box textAlign="center" padding="l">
      <Box variant="h3">{title}</Box>
      <Box color="text-body-secondary">{teach}</Box>
    </Box>
  )
}

interface List {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage(): unknown
}

/** The end of a list that goes on. */
export function More({ list }: { list: List }) {
  const { t } = useTranslation()
  if (!list.hasNextPage) return null
  return (
    <Box textAlign="center">
      <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('exchange.more')}
      </Button>
    </Box>
  )
}
