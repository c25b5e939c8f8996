import { useEffect } from 'react'

/** How wide a sheet of A4 is between its margins, in CSS pixels. */
const SHEET = 700

/** A page that is printed whole: what was drawn for the screen's width is made smaller until it fits the sheet. */
export function usePrintable(): void {
  useEffect(() => {
    const fit = () => {
      const width = document.getElementById('page')?.scrollWidth ?? SHEET
      document.body.style.setProperty('--wa-print-zoom', String(Math.min(1, SHEET / width)))
    }
    window.addEventListener('beforeprint', fit)
    return () => window.removeEventListener('beforeprint', fit)
  }, [])
}
