import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { type Form, refusalOf, useDocuments, useDownloadDocument, useForm } from '../../api/documents'
import type { Inquiry } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { kilobytes } from '../../logic/files'
import { useProblemSentence } from '../../parts/ProblemAlert'
import { Uploads } from '../../parts/Uploads'

const FORMS: readonly Form[] = ['cn08', 'cn18']

/** The inquiry's documents: fetched, added, and the forms it fills in. */
export function DocumentsCard({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language } = useWorkplace()
  const sentence = useProblemSentence()
  const stored = useDocuments(inquiry.id)
  const download = useDownloadDocument()
  const form = useForm(inquiry.id, language)
  const refused = (stored.data ?? []).filter((one) => one.reason && !inquiry.attachments.some((other) => other.id === one.id))
  const size = (bytes: number) => t('documents.size', { size: new Intl.NumberFormat(language).format(kilobytes(bytes)) })
  return (
    <Container header={<Header variant="h2">{t('documents.title')}</Header>}>
      <SpaceBetween size="s">
        {inquiry.attachments.length === 0 && <div className="wa-soft">{t('documents.none')}</div>}
        {inquiry.erased &&
          inquiry.attachments.map((one) => (
            <div key={one.id} className="wa-soft">
              {t('privacy.documentErased')} ({size(one.size)})
            </div>
          ))}
        {inquiry.attachments.length > 0 && !inquiry.erased && (
          <ul className="wa-plain wa-documents">
            {inquiry.attachments.map((one) => (
              <li key={one.id}>
                <Button
                  variant="inline-link"
                  iconName="download"
                  ariaLabel={t('documents.download', { name: one.name })}
                  loading={download.isPending && download.variables === one.id}
                  onClick={() => download.mutate(one.id, { onError: flash.failed })}
                >
                  {one.name}
                </Button>
                <span className="wa-soft wa-small">{size(one.size)}</span>
              </li>
            ))}
          </ul>
        )}
        {refused.map((one) => (
          <div key={one.id} className="wa-bad">
            <Icon name="status-negative" variant="error" />{' '}
            {t('documents.refusedBecause', { name: one.name, reason: sentence(refusalOf(one)) })}
          </div>
        ))}
        {inquiry.actions.includes('attach') && (
          <>
            <Uploads inquiry={async () => inquiry.id} onAdded={(_id, name) => flash.done(t('documents.done', { name }))} />
            <div className="wa-soft wa-small">{t('documents.help')}</div>
          </>
        )}
        {inquiry.erased ? (
          <div className="wa-soft wa-small">{t('privacy.noForms')}</div>
        ) : (
          <fieldset className="wa-forms">
            <legend className="wa-soft wa-small">{t('documents.forms')}</legend>
            {FORMS.map((one) => (
              <Button
                key={one}
                iconName="file"
                loading={form.isPending && form.variables === one}
                onClick={() => form.mutate(one, { onError: flash.failed })}
              >
                {t(`documents.${one}`)}
              </Button>
            ))}
          </fieldset>
        )}
      </SpaceBetween>
    </Container>
  )
}
