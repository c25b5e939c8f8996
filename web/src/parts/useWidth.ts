import { useCallback, useState } from 'react'

/** How wide a place is in pixels, followed as it changes; 0 before it is drawn. */
export function useWidth(): [width: number, place: (drawn: HTMLElement | null) => (() => void) | undefined] {
  const [width, setWidth] = useState(0)
  const place = useCallback((drawn: HTMLElement | null) => {
    if (!drawn) return undefined
    const observer = new ResizeObserver(() => setWidth(drawn.clientWidth))
    observer.observe(drawn)
    return () => observer.disconnect()
  }, [])
  return [width, place]
}
