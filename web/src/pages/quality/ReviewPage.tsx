import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { lazy, Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { type ReviewDetails, useAnswerReview, useReview, useScore } from '../../api/quality'
import { useFlash } from '../../app/flash'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { useSession } from '../../auth/SessionContext'
import { formatInstant } from '../../logic/instant'
import { type Sheet as Given, scoresOn, sheetOf } from '../../logic/review'
import { useDraft } from '../../parts/drafts'
import { Loading } from '../../parts/Loading'
import { Overtaken, type PartWords } from '../../parts/Overtaken'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { useEdited } from '../../parts/useEdited'
import { useInAddress } from '../../parts/useInAddress'
import { usePageTitle } from '../../parts/usePageTitle'
import { useWeekWords } from './words'

const OpenInquiry = lazy(() => import('../folder/OpenInquiry'))

/** A review: the score sheet, the inquiry beside it, and what whose work it is says to it. */
export default function ReviewPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const review = useReview(id)
  usePageTitle(t('quality.title'))
  if (review.error && !review.data) return <ProblemAlert error={review.error} retry={() => void review.refetch()} />
  if (!review.data) return <Loading />
  return <Sheet key={id} review={review.data} reload={() => void review.refetch()} />
}

/** What is typed stays, also when somebody else has saved: where both changed something, the person decides. */
function Sheet({ review, reload }: { review: ReviewDetails; reload(): void }) {
  const { t, i18n } = useTranslation()
  const flash = useFlash()
  const follow = useFollow()
  const { can, catalogue, zone, language } = useWorkplace()
  const { session } = useSession()
  const weekWords = useWeekWords()
  const score = useScore()
  const reply = useAnswerReview()
  const editing = useEdited<Given>(`review.${review.id}`, sheetOf(review), review.version)
  const [text, setText, forgetText] = useDraft(`review.${review.id}.answer`, '')
  const [beside, setBeside] = useInAddress('beside')
  const own = review.agent === session.subject()
  const scoring = can('supervisor') && !own && !review.answeredAt
  const given = scoring ? editing.value : sheetOf(review)
  const scores = scoresOn(given)
  const { comment } = given
  const complete = review.criteria.every((one) => scores[one.code] !== undefined)
  const end = useRef<HTMLDivElement>(null)
  const meant = (one: ReviewDetails['criteria'][number], points: unknown) =>
    points === undefined ? '' : `${points} – ${catalogue.text(one.points.find((other) => other.points === points)?.means, String(points))}`
  const words: PartWords<Given> = {
    comment: [t('quality.comment'), String],
    ...Object.fromEntries(
      review.criteria.map((one) => [`score.${one.code}`, [catalogue.text(one.labels, one.code), (points) => meant(one, points)]]),
    ),
  }
  const save = () =>
    score.mutate(
      { id: review.id, language: i18n.language, version: editing.version ?? review.version, scores, comment },
      {
        onSuccess: () => {
          editing.reset()
          flash.done(t('quality.saved'))
        },
      },
    )
  const send = () =>
    reply.mutate(
      { id: review.id, text, language: i18n.language },
      {
        onSuccess: () => {
          forgetText()
          flash.done(t('quality.answerDone'))
        },
      },
    )
  const said = (name: string | undefined, at: string | null) =>
    at ? t('quality.by', { name: name ?? '', time: formatInstant(at, zone, language) }) : undefined
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={`${t(`quality.side.${review.side}`)} · ${weekWords(review.week)} · ${t(`quality.because.${review.why}`)}`}
        actions={<Button onClick={() => setBeside(beside ? '' : 'yes')}>{t('quality.beside')}</Button>}
      >
        {t('quality.review', { name: review.agentName || review.agent })}
      </Header>
      <Container
        header={
          <Header variant="h2" description={said(review.reviewedBy, review.reviewedAt)}>
            {t('quality.sheet')}
          </Header>
        }
      >
        {scoring ? (
          <SpaceBetween size="l">
            {review.criteria.map((one) => (
              <FormField
                key={one.code}
                label={catalogue.text(one.labels, one.code)}
                description={t('quality.weight', { count: one.weight })}
              >
                <RadioGroup
                  value={scores[one.code] === undefined ? null : String(scores[one.code])}
                  items={one.points.map(({ points }) => ({ value: String(points), label: meant(one, points) }))}
                  onChange={({ detail }) => editing.set({ ...given, [`score.${one.code}`]: Number(detail.value) })}
                />
              </FormField>
            ))}
            <FormField label={t('quality.comment')} description={t('quality.commentHelp')} stretch>
              <Textarea
                value={comment}
                rows={4}
                onChange={({ detail }) => editing.set({ ...given, comment: detail.value.slice(0, 2000) })}
              />
            </FormField>
            <Overtaken
              error={score.error}
              editing={editing}
              words={words}
              onSave={save}
              onReload={reload}
              onDecided={() => end.current?.focus()}
            />
            <div ref={end} tabIndex={-1}>
              <Button
                variant="primary"
                disabled={!complete || editing.clashing.length > 0}
                disabledReason={complete ? undefined : t('quality.all')}
                loading={score.isPending}
                onClick={save}
              >
                {t('quality.save')}
              </Button>
            </div>
          </SpaceBetween>
        ) : (
          <KeyValuePairs
            items={[
              ...review.criteria.map((one) => ({
                label: catalogue.text(one.labels, one.code),
                info: <span className="wa-soft wa-small">{t('quality.weight', { count: one.weight })}</span>,
                value: meant(one, scores[one.code]) || '–',
              })),
              ...(review.comment
                ? [
                    {
                      label: t('quality.comment'),
                      value: (
                        <div className="wa-pre" lang={review.language}>
                          {review.comment}
                        </div>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Container>
      {review.answer && (
        <Container
          header={
            <Header variant="h2" description={said(review.agentName, review.answeredAt)}>
              {t('quality.answerOf', { name: review.agentName })}
            </Header>
          }
        >
          <div className="wa-pre" lang={review.answerLanguage}>
            {review.answer}
          </div>
        </Container>
      )}
      {own && review.reviewedAt && !review.answeredAt && (
        <Container header={<Header variant="h2">{t('quality.yourAnswer')}</Header>}>
          <SpaceBetween size="m">
            <FormField label={t('quality.yourAnswer')} description={t('quality.answerHelp')} stretch>
              <Textarea value={text} rows={4} onChange={({ detail }) => setText(detail.value.slice(0, 2000))} />
            </FormField>
            {reply.error && <ProblemAlert error={reply.error} />}
            <Button variant="primary" disabled={text.trim() === ''} loading={reply.isPending} onClick={send}>
              {t('quality.answerDo')}
            </Button>
          </SpaceBetween>
        </Container>
      )}
      <Link href="/quality" onFollow={follow}>
        {t('quality.back')}
      </Link>
      {beside !== '' && (
        <Suspense fallback={null}>
          <OpenInquiry id={review.inquiryId} row={undefined} rows={[]} onGo={() => undefined} onClose={() => setBeside('')} />
        </Suspense>
      )}
    </SpaceBetween>
  )
}
