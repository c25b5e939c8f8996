import { useCallback } from 'react'
import { useNavigate } from 'react-router'

interface Followed {
  detail: { href?: string; external?: boolean }
  preventDefault(): void
}

/** For the onFollow of Cloudscape's links: pages change without reloading, and "open in a new window" still works. */
export function useFollow(): (event: Followed) => void {
  const navigate = useNavigate()
  return useCallback(
    (event: Followed) => {
      const { href, external } = event.detail
      if (!href || external || !href.startsWith('/')) return
      event.preventDefault()
      void navigate(href)
    },
    [navigate],
  )
}
