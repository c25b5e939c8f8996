import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemSentence } from '../parts/ProblemAlert'

interface Flash {
  done(text: string): void
  failed(error: unknown): void
}

const Actions = createContext<Flash | null>(null)
const Messages = createContext<FlashbarProps.MessageDefinition[]>([])
const SHOWN_MS = 6_000

/** Short messages above the page: what was done, or why it was not. Good news goes away by itself, bad news stays until dismissed. */
export function FlashProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const sentence = useProblemSentence()
  const [messages, setMessages] = useState<FlashbarProps.MessageDefinition[]>([])

  const add = useCallback(
    (type: FlashbarProps.Type, content: string) => {
      const id = crypto.randomUUID()
      const dismiss = () => setMessages((all) => all.filter((one) => one.id !== id))
      setMessages((all) => [
        { id, type, content, dismissible: true, dismissLabel: t('common.dismiss'), onDismiss: dismiss },
        ...all.slice(0, 2),
      ])
      if (type === 'success') setTimeout(dismiss, SHOWN_MS)
    },
    [t],
  )
  const actions = useMemo<Flash>(
    () => ({ done: (text) => add('success', text), failed: (error) => add('error', sentence(error)) }),
    [add, sentence],
  )
  return (
    <Actions value={actions}>
      <Messages value={messages}>{children}</Messages>
    </Actions>
  )
}

export function useFlash(): Flash {
  const flash = useContext(Actions)
  if (!flash) throw new Error('useFlash outside FlashProvider')
  return flash
}

export function Flashes() {
  return <Flashbar items={useContext(Messages)} />
}
