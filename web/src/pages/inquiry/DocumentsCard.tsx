import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Form,
  refusalOf,
  useComplete,
  useDocuments,
  useDownloadDocument,
  useForm,
  useIsUploading,
  useWithdraw,
} from '../../api/documents'
import type { Attachment, Inquiry, StoredDocument } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { refused, scanOf, shownAs, unfinished, waysOut } from '../../logic/documents'
import { kilobytes } from '../../logic/files'
import { Instant } from '../../parts/Instant'
import { useProblemSentence } from '../../parts/ProblemAlert'
import { Uploads } from '../../parts/Uploads'

const Preview = lazy(() => import('./Preview'))

const FORMS: readonly Form[] = ['cn08', 'cn18']

/** The inquiry's documents: what a scan said, fetched, added, finished, and the forms it fills in. */
export function DocumentsCard({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { language, me } = useWorkplace()
  const sentence = useProblemSentence()
  const stored = useDocuments(inquiry.id)
  const download = useDownloadDocument()
  const form = useForm(inquiry.id, language)
  const uploading = useIsUploading()
  const [shown, setShown] = useState<Attachment>()
  const fetched = (id: string) => download.mutate(id, { onError: flash.failed })
  const list = stored.data ?? []
  const begun = uploading || inquiry.erased ? [] : unfinished(list, inquiry.attachments, me.operator?.code ?? '')
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
                  data-prints
                  variant="inline-link"
                  iconName="download"
                  ariaLabel={t('documents.download', { name: one.name })}
                  loading={download.isPending && download.variables === one.id}
                  onClick={() => fetched(one.id)}
                >
                  {one.name}
                </Button>
                {shownAs(one.mediaType) && (
                  <Button variant="inline-link" ariaLabel={t('preview.of', { name: one.name })} onClick={() => setShown(one)}>
                    {t('preview.show')}
                  </Button>
                )}
                <span className="wa-soft wa-small">
                  {size(one.size)}
                  <Scan says={scanOf(one.id, list)} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {refused(list, inquiry.attachments).map((one) => (
          <div key={one.id} className="wa-bad">
            <Icon name="status-negative" variant="error" />{' '}
            {t('documents.refusedBecause', { name: one.name, reason: sentence(refusalOf(one)) })}
          </div>
        ))}
        {begun.map((one) => (
          <Unfinished key={one.id} document={one} inquiry={inquiry} />
        ))}
        {inquiry.actions.includes('attach') && (
          <SpaceBetween size="xxs">
            <Uploads inquiry={async () => inquiry.id} onAdded={(_id, name) => flash.done(t('documents.done', { name }))} />
            <div className="wa-soft wa-small">{t('documents.help')}</div>
          </SpaceBetween>
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
        {shown && (
          <Suspense>
            <Preview attachment={shown} onDownload={() => fetched(shown.id)} onClose={() => setShown(undefined)} />
          </Suspense>
        )}
      </SpaceBetween>
    </Container>
  )
}

function Scan({ says }: { says: ReturnType<typeof scanOf> }) {
  const { t } = useTranslation()
  return says ? ` · ${t(`documents.scan.${says}`)}` : null
}

/** What was begun and left: the file may have arrived, or not. */
function Unfinished({ document, inquiry }: { document: StoredDocument; inquiry: Inquiry }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const complete = useComplete(inquiry.id)
  const withdraw = useWithdraw(inquiry.id)
  const { id, name, state } = document
  const ways = { complete, withdraw }
  return (
    <div className="wa-unfinished">
      <div>
        <Icon name="status-pending" /> {t(state === 'announced' ? 'documents.announced' : 'documents.accepted', { name })}
      </div>
      <div className="wa-soft wa-small">
        {t('documents.begun')} <Instant at={document.announcedAt} />
      </div>
      <SpaceBetween direction="horizontal" size="xs">
        {waysOut(document, inquiry.actions).map((way) => (
          <Button
            key={way}
            ariaLabel={t(`documents.${way}Of`, { name })}
            loading={ways[way].isPending}
            disabled={complete.isPending || withdraw.isPending}
            onClick={() =>
              ways[way].mutate(id, { onError: flash.failed, onSuccess: () => flash.done(t(`documents.${way}Done`, { name })) })
            }
          >
            {t(`documents.${way}`)}
          </Button>
        ))}
      </SpaceBetween>
    </div>
  )
}
