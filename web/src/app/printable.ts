import { useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'

/** How wide a sheet of A4 is between its margins, in CSS pixels. */
const SHEET = 700
/** Around what is wider than its frame. */
const FRAME = 80
/** Paper is light. */
const DARK = 'awsui-dark-mode'

/** Whoever prints a page gets it whole: without the navigation, and what was drawn for the screen's width made smaller until it fits the sheet. */
export function usePrintable(open: boolean, setOpen: (open: boolean) => void): void {
  const was = useRef({ open, dark: false })
  useEffect(() => {
    const prepare = () => {
      const widths = [...document.querySelectorAll<HTMLElement>('#page table')].map((one) => one.scrollWidth + FRAME)
      const width = Math.max(SHEET, document.getElementById('page')?.scrollWidth ?? 0, ...widths)
      document.body.style.setProperty('--wa-print-zoom', String(SHEET / width))
      was.current = { open, dark: document.body.classList.contains(DARK) }
      document.body.classList.remove(DARK)
      flushSync(() => setOpen(false))
    }
    const restore = () => {
      setOpen(was.current.open)
      document.body.classList.toggle(DARK, was.current.dark)
    }
    window.addEventListener('beforeprint', prepare)
    window.addEventListener('afterprint', restore)
    return () => {
      window.removeEventListener('beforeprint', prepare)
      window.removeEventListener('afterprint', restore)
    }
  }, [open, setOpen])
}
