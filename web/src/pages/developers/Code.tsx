import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Code to be copied. It can be scrolled with the keyboard where it is wider than the page. */
export function Code({ text }: { text: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <div className="wa-doc-code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} lang="en">
        <code>{text}</code>
      </pre>
      <span className="wa-doc-code-copy">
        <Button
          variant="inline-icon"
          iconName={copied ? 'check' : 'copy'}
          ariaLabel={copied ? t('developers.copied') : t('developers.copy')}
          onClick={() => void copy().catch(() => undefined)}
        />
      </span>
    </div>
  )
}
