import Button from '@cloudscape-design/components/button'
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ProblemSentence } from '../parts/ProblemAlert'

interface Flash {
  done(text: string): void
  /** Done, and not as it should be: it stays until it is dismissed. */
  warned(text: string): void
  failed(error: unknown): void
  /** The same for what belongs to another page, with a heading and the way there. */
  failedElsewhere(error: unknown, header: string, href: string): void
}

const Actions = createContext<Flash | null>(null)
const Messages = createContext<FlashbarProps.MessageDefinition[]>([])
const SHOWN_MS = 6_000

/** Short messages above the page: what was done, or why it was not. Good news goes away by itself, bad news stays until dismissed. */
export function FlashProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [messages, setMessages] = useState<FlashbarProps.MessageDefinition[]>([])

  const add = useCallback(
    (type: FlashbarProps.Type, content: ReactNode, more: Pick<FlashbarProps.MessageDefinition, 'header' | 'action'> = {}) => {
      const id = crypto.randomUUID()
      const dismiss = () => setMessages((all) => all.filter((one) => one.id !== id))
      setMessages((all) => [
        { id, type, content, ...more, ariaRole: 'status', dismissible: true, dismissLabel: t('common.dismiss'), onDismiss: dismiss },
        ...all.slice(0, 2),
      ])
      if (type === 'success') setTimeout(dismiss, SHOWN_MS)
    },
    [t],
  )
  const actions = useMemo<Flash>(
    () => ({
      done: (text) => add('success', text),
      warned: (text) => add('warning', text),
      failed: (error) => add('error', <ProblemSentence error={error} />),
      failedElsewhere: (error, header, href) =>
        add('error', <ProblemSentence error={error} />, {
          header,
          action: <Button onClick={() => void navigate(href)}>{t('common.open')}</Button>,
        }),
    }),
    [add, navigate, t],
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
