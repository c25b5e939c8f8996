import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { Component, type ReactNode } from 'react'
import { Translation } from 'react-i18next'

/** The last net: a fault of ours in a page shows a sentence and a way on, never a white window. What was typed is kept, see drafts. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Translation>
        {(t) => (
          <Box padding="xxl">
            <Alert type="error" header={t('fault.title')} action={<Button onClick={() => location.reload()}>{t('fault.reload')}</Button>}>
              {t('fault.text')}
            </Alert>
          </Box>
        )}
      </Translation>
    )
  }
}
