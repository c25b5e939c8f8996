import Alert from '@cloudscape-design/components/alert'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { openFile } from '../../api/files'
import { type Original, useCorrect, useOriginal, useTrial } from '../../api/messages'
import { useFlash } from '../../app/flash'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { folded, type Place } from '../../logic/messageText'
import { useDraft } from '../../parts/drafts'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { NotYours } from '../admin/NotYours'
import { TrialResult } from './TrialResult'

/** The text of a message under the hands of who corrects it: checked before it is sent. */
export default function CorrectPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { receipt = '' } = useParams()
  const { can } = useWorkplace()
  const supervises = can('supervisor', 'operator-administrator')
  const original = useOriginal(receipt, supervises)
  usePageTitle(t('messages.editor', { receipt }))
  if (!supervises) return <NotYours />
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('messages.title'), href: '/messages' },
          { text: receipt, href: `/messages/${receipt}` },
          { text: t('messages.correct'), href: `/messages/${receipt}/correct` },
        ]}
      />
      <Header variant="h1" description={t('messages.editorAbout')}>
        <span className="wa-receipt">{t('messages.editor', { receipt })}</span>
      </Header>
      {original.error ? (
        <ProblemAlert error={original.error} retry={() => void original.refetch()} />
      ) : !original.data ? (
        <Loading />
      ) : original.data.whole ? (
        <Editor original={original.data} />
      ) : (
        <Alert
          type="info"
          action={
            <Button iconName="download" onClick={() => openFile(original.data.url)}>
              {t('messages.download')}
            </Button>
          }
        >
          {t('messages.tooLarge')}
        </Alert>
      )}
    </SpaceBetween>
  )
}

function Editor({ original }: { original: Original }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const flash = useFlash()
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText, forget] = useDraft(`message.${original.receipt}`, folded(original.text, original.format))
  const [key] = useState(() => crypto.randomUUID())
  const trial = useTrial()
  const correct = useCorrect(original.receipt)
  const { mutate } = trial
  const begun = useRef(text)
  useEffect(() => mutate(begun.current), [mutate])
  const tried = trial.data?.text === text ? trial.data : undefined
  const go = ({ from, to, line }: Place) => {
    const field = area.current
    if (!field) return
    field.focus()
    field.setSelectionRange(from, to)
    field.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(getComputedStyle(field).lineHeight))
  }
  const send = () =>
    correct.mutate(
      { text, key },
      {
        onSuccess: ({ receipt }) => {
          forget()
          flash.done(t('messages.corrected'))
          void navigate(`/messages/${receipt}`)
        },
      },
    )
  return (
    <div className="wa-correct">
      <label className="wa-correct-text">
        <span>{t('messages.editorLabel')}</span>
        <textarea
          ref={area}
          className="wa-message"
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          rows={22}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <SpaceBetween size="s">
        {trial.error && <ProblemAlert error={trial.error} retry={() => trial.mutate(text)} />}
        {trial.isPending && <Alert type="info">{t('messages.checking')}</Alert>}
        {trial.data && <TrialResult trial={trial.data} text={trial.data.text} stale={!tried} onGo={go} />}
        {correct.error && <ProblemAlert error={correct.error} />}
        <SpaceBetween direction="horizontal" size="xs">
          <Button loading={trial.isPending} onClick={() => trial.mutate(text)}>
            {t('messages.check')}
          </Button>
          <Button variant="primary" disabled={!tried || Boolean(tried.refusal)} loading={correct.isPending} onClick={send}>
            {t('messages.send')}
          </Button>
          <Button variant="link" onClick={() => void navigate(`/messages/${original.receipt}`)}>
            {t('common.cancel')}
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </div>
  )
}
