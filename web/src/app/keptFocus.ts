import { useEffect } from 'react'

/** Where the focus may rest when what had it is gone: the panel, a list that says so, the page. */
const REGIONS = '[data-keeps-focus], .wa-panel, #page'
/** What came in the place of something and wants the focus of it: a box that says what became of a form, the form that is back. */
const SUCCESSOR = '[data-takes-focus]'
const FOCUSABLE = 'input:not([type=hidden]):not(:disabled), button:not(:disabled), a[href]'

/**
 * The focus is never lost: when the element that has it goes, what stands in its place takes it, or else the nearest part of the page that is still
 * there (WCAG 2.4.3). Somebody who clicked beside everything has left it themselves and is not called back.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let way: HTMLElement[] = []
    const came = ({ target }: FocusEvent) => {
      way = target instanceof HTMLElement ? [target, ...around(target)] : []
    }
    const went = ({ target }: FocusEvent) =>
      setTimeout(() => {
        if (target instanceof HTMLElement && target === way[0] && target.isConnected && document.activeElement === document.body) way = []
      })
    const look = () => {
      if (way.length === 0 || way[0]?.isConnected || document.activeElement !== document.body) return
      const lost = way
      way = []
      // After what else is drawn in the same turn: dialogs give the focus back themselves.
      requestAnimationFrame(() => {
        const place = lost.find((one) => one.isConnected)
        if (place && document.activeElement === document.body) settle(place)
      })
    }
    const watch = new MutationObserver(look)
    watch.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', came)
    document.addEventListener('focusout', went)
    return () => {
      watch.disconnect()
      document.removeEventListener('focusin', came)
      document.removeEventListener('focusout', went)
    }
  }, [])
}

function* around(element: HTMLElement): Generator<HTMLElement> {
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) yield one
}

function settle(place: HTMLElement): void {
  const successor = place.querySelector<HTMLElement>(SUCCESSOR)
  const target = successor?.matches('[tabindex]')
    ? successor
    : (successor?.querySelector<HTMLElement>('input:checked') ?? successor?.querySelector<HTMLElement>(FOCUSABLE))
  const region = place.closest<HTMLElement>(REGIONS) ?? document.getElementById('page')
  const goal = target ?? region
  goal?.focus({ preventScroll: true })
}
