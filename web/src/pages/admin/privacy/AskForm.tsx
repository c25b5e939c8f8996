import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Kind, type Match, useAsk } from '../../../api/privacy'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { isReference, open } from '../../../logic/dataRequests'
import { LANGUAGES, languageNames, languageOf } from '../../../logic/languages'
import { DialogEnd } from '../../../parts/DialogEnd'
import { useFormDraft } from '../../../parts/drafts'
import { ProblemAlert } from '../../../parts/ProblemAlert'

interface Props {
  kind: Kind
  chosen: Match[]
  onClose(): void
  onAsked(): void
}

/** What is asked for, under which number, and what that means, before it is done. */
export function AskForm({ kind, chosen, onClose, onAsked }: Props) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const ask = useAsk()
  const [key] = useState(() => crypto.randomUUID())
  const [form, change, forget] = useFormDraft(`dataRequest.${kind}.${chosen.map((one) => one.id).join('.')}`, {
    reference: '',
    spoken: languageOf(language) ?? 'en',
  })
  const { reference, spoken } = form
  const [sure, setSure] = useState(false)
  const waits = open(chosen)
  const languages = LANGUAGES.map((value) => ({ value, label: languageNames([value], language) }))
  const go = () =>
    ask.mutate(
      { kind, reference: reference.trim(), language: spoken, inquiryIds: chosen.map((one) => one.id), key },
      {
        onSuccess: () => {
          flash.done(t(kind === 'export' ? 'privacy.form.askedExport' : 'privacy.form.askedErasure', { reference: reference.trim() }))
          forget()
          onAsked()
        },
      },
    )
  const cancel = () => {
    forget()
    onClose()
  }
  return (
    <Modal
      visible
      size="large"
      header={t(`privacy.form.${kind}`)}
      onDismiss={cancel}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd
          onCancel={cancel}
          go={t(kind === 'export' ? 'privacy.form.doExport' : 'privacy.form.doErasure')}
          onGo={go}
          disabled={!isReference(reference) || !sure}
          busy={ask.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <Box fontWeight="bold">{t('privacy.ask.chosen', { count: chosen.length })}</Box>
        {kind === 'export' ? (
          <Alert type="info" header={t('privacy.form.containsTitle')}>
            {t('privacy.form.contains')}
          </Alert>
        ) : (
          <SpaceBetween size="m">
            <Alert type="warning" header={t('privacy.form.goneTitle')}>
              {t('privacy.form.gone')}
            </Alert>
            <Alert type="info" header={t('privacy.form.staysTitle')}>
              {t('privacy.form.stays')}
            </Alert>
            {waits > 0 && <div>{t('privacy.form.waits', { count: waits })}</div>}
            <div className="wa-soft">{t('privacy.form.exportFirst')}</div>
          </SpaceBetween>
        )}
        <FormField
          label={t('privacy.form.reference')}
          description={t('privacy.form.referenceHelp')}
          errorText={reference.trim() !== '' && !isReference(reference) ? t('privacy.form.referenceWrong') : undefined}
        >
          <Input value={reference} onChange={({ detail }) => change({ reference: detail.value })} />
        </FormField>
        {kind === 'export' && (
          <FormField label={t('privacy.form.language')}>
            <Select
              selectedOption={languages.find((one) => one.value === spoken) ?? null}
              options={languages}
              expandToViewport
              onChange={({ detail }) => change({ spoken: languageOf(detail.selectedOption.value) ?? 'en' })}
            />
          </FormField>
        )}
        <Checkbox checked={sure} onChange={({ detail }) => setSure(detail.checked)}>
          {t('privacy.form.sure')}
        </Checkbox>
        {ask.error && <ProblemAlert error={ask.error} />}
      </SpaceBetween>
    </Modal>
  )
}
