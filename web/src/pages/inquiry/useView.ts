import { useState } from 'react'

/** The conversation alone, or together with the item's way. */
export type View = 'together' | 'alone'

const KEY = 'whereabouts.inquiry.view'

/** How a person on this browser likes to see what happened: remembered for pages and for the panel beside a folder, which has less room. */
export function useView(panel: boolean): [View, (view: View) => void] {
  const key = panel ? `${KEY}.panel` : KEY
  const [view, setView] = useState<View>(() => {
    const kept = localStorage.getItem(key)
    return kept === 'together' || kept === 'alone' ? kept : panel ? 'alone' : 'together'
  })
  const choose = (next: View) => {
    localStorage.setItem(key, next)
    setView(next)
  }
  return [view, choose]
}
