import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

/** Room that a tip keeps to the edges of the window, in px. */
const EDGE = 8

/**
 * Words with more behind them: shown on hover and on focus, above everything, until both have gone or Escape is pressed (WCAG 1.4.13). Screen
 * readers hear it as the description.
 */
export function Tip({ lines, children }: { lines: readonly string[]; children: ReactNode }) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const tip = useRef<HTMLSpanElement>(null)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!shown || !button.current || !tip.current) return
    const popover = tip.current
    popover.showPopover?.()
    place(popover, button.current.getBoundingClientRect())
    const hide = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return
      setShown(false)
    }
    document.addEventListener('keydown', hide)
    window.addEventListener('scroll', hide, { capture: true, passive: true })
    return () => {
      popover.hidePopover?.()
      document.removeEventListener('keydown', hide)
      window.removeEventListener('scroll', hide, { capture: true })
    }
  }, [shown])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is hovered is the button, or the tip that it shows
    <span className="wa-tip" onMouseEnter={() => setShown(true)} onMouseLeave={() => setShown(document.activeElement === button.current)}>
      <button ref={button} type="button" aria-describedby={id} onFocus={() => setShown(true)} onBlur={() => setShown(false)}>
        {children}
      </button>
      <span ref={tip} id={id} role="tooltip" popover="manual">
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
    </span>
  )
}

/** Below its words, or above them where there is no room below. */
function place(popover: HTMLElement, words: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = popover
  const below = words.bottom + height < window.innerHeight
  popover.style.insetBlockStart = `${below ? words.bottom : words.top - height}px`
  popover.style.left = `${Math.max(EDGE, Math.min(words.left, window.innerWidth - width - EDGE))}px`
}
