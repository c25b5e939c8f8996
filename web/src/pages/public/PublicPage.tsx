import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { usePublicItem } from '../../api/items'
import { isProblem } from '../../api/problem'
import type { PublicItem } from '../../api/types'
import { formatWallClock } from '../../logic/instant'
import { normaliseItemId, spacedItemId } from '../../logic/itemId'
import { localeOf } from '../../logic/languages'
import { Loading } from '../../parts/Loading'
import { usePageTitle } from '../../parts/usePageTitle'
import { Languages } from '../other/Languages'

/** For anybody who waits for an item, without an account: how far it is, in words, and nothing about people or offices. */
export default function PublicPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const id = normaliseItemId(useParams().itemId ?? '')
  const [typed, setTyped] = useState(id && spacedItemId(id))
  const item = usePublicItem(id)
  usePageTitle(id ? spacedItemId(id) : t('public.title'))
  const go = (event: FormEvent) => {
    event.preventDefault()
    const next = normaliseItemId(typed)
    if (next && next === id) void item.refetch()
    else if (next) void navigate(`/t/${next}`)
  }
  return (
    <main className="wa-public">
      <div className="wa-landing-brand">
        <img src="/favicon.svg" alt="" width="32" height="32" />
        <span>{t('product')}</span>
        <Languages />
      </div>
      <SpaceBetween size="l">
        <h1>{t('public.title')}</h1>
        <form onSubmit={go}>
          <SpaceBetween size="s">
            <FormField label={t('public.label')} description={t('public.help')}>
              <Input value={typed} autoComplete={false} spellcheck={false} onChange={({ detail }) => setTyped(detail.value)} />
            </FormField>
            <Button variant="primary">{t('public.go')}</Button>
          </SpaceBetween>
        </form>
        <div aria-live="polite">
          {item.data ? <Known item={item.data} /> : item.error ? <Refused error={item.error} /> : id && <Loading />}
        </div>
        <Box variant="small">{t('public.privacy')}</Box>
      </SpaceBetween>
    </main>
  )
}

function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const kind = isProblem(error, 'item-unknown')
    ? 'unknown'
    : isProblem(error, 'item-id-invalid')
      ? 'wrong'
      : isProblem(error, 'too-many-visits')
        ? 'tooMany'
        : 'failed'
  return (
    <Alert type={kind === 'failed' ? 'error' : 'warning'} header={t(`public.${kind}Title`)}>
      {t(`public.${kind}Text`)}
    </Alert>
  )
}

function Known({ item }: { item: PublicItem }) {
  const { t, i18n } = useTranslation()
  const locale = localeOf(i18n.language, navigator.languages)
  const names = new Intl.DisplayNames(i18n.language, { type: 'region', fallback: 'code' })
  const country = (code: string) => (code ? names.of(code) : '')
  const word = (milestone: string) => t(`milestone.${milestone}` as 'milestone.delivered', { defaultValue: t('milestone.other') })
  const last = item.steps.at(-1)
  return (
    <SpaceBetween size="m">
      {last && (
        <Alert type={last.milestone === 'delivered' ? 'success' : 'info'} header={word(last.milestone)}>
          {[country(last.country), formatWallClock(last.localTime, locale)].join(', ')}
        </Alert>
      )}
      <Box>
        {t('public.from', { country: country(item.origin) })}
        {item.destination && ` · ${t('public.to', { country: country(item.destination) })}`}
      </Box>
      <div>
        <h2>{t('public.way')}</h2>
        <ol className="wa-timeline">
          {[...item.steps].reverse().map((step, index) => (
            <li key={`${step.time} ${step.milestone}`} className={index === 0 ? 'wa-latest' : ''}>
              <div className="wa-timeline-what">{word(step.milestone)}</div>
              <div className="wa-timeline-where">
                <time dateTime={step.time}>{formatWallClock(step.localTime, locale)}</time> · {country(step.country)}
              </div>
            </li>
          ))}
        </ol>
      </div>
    </SpaceBetween>
  )
}
