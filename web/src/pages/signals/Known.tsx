import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Textarea from '@cloudscape-design/components/textarea'
import { useTranslation } from 'react-i18next'
import { useSee } from '../../api/signals'
import type { Signal } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useDraft } from '../../parts/drafts'
import { Instant } from '../../parts/Instant'

const LONGEST = 500

/** Who knows of a signal and what they say of it; and the form to say so. */
export function Known({ signal }: { signal: Signal }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const see = useSee(signal.id)
  const seen = signal.seen as { name: string; at: string; note: string } | null
  const [note, setNote, forget] = useDraft(`signal-${signal.id}`, seen?.note ?? '')
  const send = () =>
    see.mutate(note.slice(0, LONGEST), {
      onError: flash.failed,
      onSuccess: () => {
        forget()
        flash.done(t('signals.saw'))
      },
    })
  return (
    <Container header={<Header variant="h2">{t('signals.seeTitle')}</Header>}>
      <SpaceBetween size="m">
        {seen ? (
          <div>
            <StatusIndicator type="success">{t('signals.seenBy', { name: seen.name || t('reporting.gone') })}</StatusIndicator>{' '}
            <Box display="inline" color="text-body-secondary">
              <Instant at={seen.at} />
            </Box>
            {Boolean(seen.note) && <p className="wa-text">{seen.note}</p>}
          </div>
        ) : (
          <Box color="text-body-secondary">{t('signals.seeAbout')}</Box>
        )}
        <FormField
          label={
            <>
              {t('signals.note')} <i>– {t('signals.optional')}</i>
            </>
          }
          constraintText={t('signals.noteHelp')}
        >
          <Textarea value={note} rows={2} onChange={({ detail }) => setNote(detail.value.slice(0, LONGEST))} />
        </FormField>
        <Button variant={seen ? 'normal' : 'primary'} loading={see.isPending} onClick={send}>
          {t(seen ? 'signals.seeAgain' : 'signals.see')}
        </Button>
      </SpaceBetween>
    </Container>
  )
}
