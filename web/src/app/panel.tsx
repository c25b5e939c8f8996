import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { ErrorBoundary } from './ErrorBoundary'

/** What a page has to say about the panel beside it. */
export interface Panel {
  header: string
  close(): void
}

/** Where the shell has put the panel; undefined until it is there. */
export interface PanelPlace {
  body: HTMLElement | null
  actions: HTMLElement | null
  /** The help panel is open and takes room from the page. */
  help: boolean
  show(panel: Panel | undefined): void
}

export const PanelContext = createContext<PanelPlace | null>(null)

interface Props {
  header: string
  actions: ReactNode
  onClose(): void
  children: ReactNode
}

/** Shows its children in the panel beside the page, as long as it is rendered: nothing of the page is drawn anew for it. */
export function InPanel({ header, actions, onClose, children }: Props) {
  const place = useContext(PanelContext)
  if (!place) throw new Error('InPanel outside Shell')
  const { show } = place
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => show({ header, close: () => close.current() }), [header, show])
  useEffect(() => () => show(undefined), [show])
  return (
    <>
      {place.actions && createPortal(actions, place.actions)}
      {place.body && createPortal(<ErrorBoundary>{children}</ErrorBoundary>, place.body)}
    </>
  )
}

/** How wide the panel is at the side, and how high at the bottom: what fits this screen. */
export interface PanelSizes {
  side?: number
  bottom?: number
}

const KEY = 'whereabouts.panel'

export function storedPanelSizes(): PanelSizes {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as PanelSizes
  } catch {
    return {}
  }
}

export function keepPanelSizes(sizes: PanelSizes): void {
  localStorage.setItem(KEY, JSON.stringify(sizes))
}
