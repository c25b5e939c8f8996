import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import type { Catalogue } from '../../logic/catalogue'
import { begunOn, type Edited, fieldOf, partOf, unsaved } from '../../logic/draftVersions'
import { isEmpty, toSend } from '../../logic/fields'
import { useDraft } from '../../parts/drafts'
import { TwoVersions } from '../../parts/TwoVersions'
import { useValueWords } from '../inquiry/values'
import { editKey, type Request, type useEditor } from './useEditor'

/** The parts of a draft in words: what they are called, and what stands there. */
function usePartWords(catalogue: Catalogue, workflow: string, attachments: Inquiry['attachments']) {
  const { t } = useTranslation()
  const { operatorName } = useWorkplace()
  const words = useValueWords(catalogue, { workflow, attachments })
  const form = catalogue.requestFields(workflow)
  const name = (part: string) => {
    const code = fieldOf(part)
    if (code) return catalogue.fieldName(workflow, code)
    return (
      { destination: t('ask.partner'), product: t('ask.product'), urgencyReason: t('ask.urgencyReason'), urgent: t('urgent') }[part] ?? part
    )
  }
  const said = (edited: Edited, part: string) => {
    const code = fieldOf(part)
    const field = form.find((one) => one.code === code)
    if (field) {
      const value = toSend(form, edited.fields)[field.code]
      return isEmpty(value) ? '' : words(field, value)
    }
    if (part === 'urgent') return t(edited.urgent ? 'common.yes' : 'common.no')
    const value = String(partOf(edited, part) ?? '')
    if (part === 'destination') return operatorName(value)
    if (part === 'urgencyReason') return value && catalogue.urgency(value)
    return value && catalogue.product(value)
  }
  const difference = (part: string, theirs: Edited, mine: Edited) => ({
    part: name(part),
    theirs: said(theirs, part),
    yours: said(mine, part),
  })
  return { name, difference }
}

/** A colleague saved the draft that is being edited: both versions where they meet, and what was taken over where they do not. */
export function DraftChanged({ editor }: { editor: ReturnType<typeof useEditor> }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const { clash, taken, request, inquiry } = editor
  const { name, difference } = usePartWords(catalogue, request.workflow, inquiry?.attachments ?? [])
  if (clash)
    return (
      <TwoVersions
        header={t('versions.title')}
        differences={clash.parts.map((part) => difference(part, clash.theirs, request))}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" onClick={() => editor.decide('mine')}>
              {t('versions.keep')}
            </Button>
            <Button formAction="none" onClick={() => editor.decide('theirs')}>
              {t('versions.take')}
            </Button>
          </SpaceBetween>
        }
      >
        {t('versions.text')}
      </TwoVersions>
    )
  if (taken.length === 0) return null
  return (
    <div role="status">
      <Alert type="info" header={t('versions.takenTitle')}>
        {t('versions.taken', { parts: taken.map(name).join(', ') })}
      </Alert>
    </div>
  )
}

/** What was typed into a draft that somebody else has sent, discarded or merged meanwhile. */
export function UnsavedEdit({ inquiry, catalogue }: { inquiry: Inquiry; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const [typed, setTyped, forget] = useDraft<Request | null>(editKey(inquiry.id), null)
  const { difference } = usePartWords(catalogue, inquiry.workflow, inquiry.attachments)
  if (!typed?.base) return null
  const theirs = begunOn(inquiry)
  const parts = unsaved(catalogue.requestFields(inquiry.workflow), typed.base, typed, theirs)
  if (parts.length === 0) return null
  return (
    <TwoVersions
      header={t('versions.goneTitle')}
      differences={parts.map((part) => difference(part, theirs, typed))}
      actions={
        <Button
          onClick={() => {
            setTyped(null)
            forget()
          }}
        >
          {t('versions.forget')}
        </Button>
      }
    >
      {t('versions.goneText')}
    </TwoVersions>
  )
}
