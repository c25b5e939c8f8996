import type { KeyboardEvent, ReactNode } from 'react'

interface Props {
  onSend(): void
  /** It is being sent. */
  busy: boolean
  className?: string
  testId?: string
  children: ReactNode
}

/**
 * What is sent with Ctrl+Enter (⌘Enter) wherever in it the focus is; before a closed choice hears the key, which would open. Where it comes in the
 * place of what had the focus, it takes it (`app/keptFocus.ts`).
 */
export function Sends({ onSend, busy, className, testId, children }: Props) {
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    if (!busy) onSend()
  }
  return (
    <div data-takes-focus onKeyDownCapture={press} className={className} data-testid={testId}>
      {children}
    </div>
  )
}
