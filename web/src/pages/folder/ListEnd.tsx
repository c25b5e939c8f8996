import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  /** The place of the first row in the folder, and how many are shown. */
  from: number
  shown: number
  /** Why the list stops here although nothing fills it yet; "" otherwise. */
  early: string
  loading: boolean
  onMore: (() => void) | undefined
  onNext: (() => void) | undefined
  onPrevious: (() => void) | undefined
}

/** The end of what is shown: whoever scrolls here gets more, up to a page of a hundred; then the next page, so that the list never grows heavy. */
export function ListEnd({ from, shown, early, loading, onMore, onNext, onPrevious }: Props) {
  const { t } = useTranslation()
  const end = useRef<HTMLDivElement>(null)
  const more = useRef(onMore)
  useEffect(() => {
    more.current = onMore
  })
  const follows = Boolean(onMore) && !early && !loading
  useEffect(() => {
    if (!follows || !end.current) return
    const eye = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more.current?.())
    eye.observe(end.current)
    return () => eye.disconnect()
  }, [follows])
  if (!onMore && !onNext && !onPrevious) return null
  return (
    <Box textAlign="center">
      <div ref={end} />
      <SpaceBetween size="xs">
        {Boolean(early) && <div className="wa-soft">{early}</div>}
        {(onNext || onPrevious) && <div className="wa-soft">{t('list.range', { from, to: from + shown - 1 })}</div>}
        <div className="wa-list-end">
          {onPrevious && <Button onClick={onPrevious}>{t('list.previousPage')}</Button>}
          {onMore && (
            <Button loading={loading} onClick={onMore}>
              {early ? t('folder.goOn') : t('folder.more')}
            </Button>
          )}
          {onNext && <Button onClick={onNext}>{t('list.nextPage')}</Button>}
        </div>
      </SpaceBetween>
    </Box>
  )
}

/** What came in between: shown when the reader wants it, so that no row moves under the pointer. */
export function NewRows({ count, onShow }: { count: number; onShow(): void }) {
  const { t } = useTranslation()
  return (
    <div role="status">
      {count > 0 && (
        <div className="wa-news">
          <span>{t('list.news', { count })}</span>
          <Button variant="inline-link" onClick={onShow}>
            {t('list.show')}
          </Button>
        </div>
      )}
    </div>
  )
}
