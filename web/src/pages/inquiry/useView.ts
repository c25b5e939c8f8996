import { useChoose, usePreferences } from '../../app/preferences'

/** The conversation alone, or together with the item's way. */
export type View = 'together' | 'alone'

/** How a person likes to see what happened: on a page of its own, and in the panel beside a folder, which has less room. */
export function useView(panel: boolean): [View, (view: View) => void] {
  const name = panel ? 'viewBeside' : 'view'
  const preferences = usePreferences()
  const choose = useChoose()
  return [preferences[name], (next) => choose({ [name]: next })]
}
