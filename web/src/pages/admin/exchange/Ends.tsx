import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useTranslation } from 'react-i18next'

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
