import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Names the window; undefined where something else on the page does. */
export function usePageTitle(title: string | undefined): void {
  const { t } = useTranslation()
  useEffect(() => {
    if (title === undefined) return
    document.title = title ? `${title} · ${t('product')}` : t('product')
  }, [title, t])
}
