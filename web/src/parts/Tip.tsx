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
    const [words, popover] = [button.current, tip.current]
    if (!shown || !words || !popover) return
    const follow = () => place(popover, words.getBoundingClientRect())
    const hide = (event: KeyboardEvent) => event.key === 'Escape' && setShown(false)
    popover.showPopover?.()
    follow()
    document.addEventListener('keydown', hide)
    window.addEventListener('scroll', follow, { capture: true, passive: true })
    return () => {
      popover.hidePopover?.()
      document.removeEventListener('keydown', hide)
      window.removeEventListener('scroll', follow, { capture: true })
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
          <span key={line} className="wa-tip-line">
            {line}
          </span>
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
