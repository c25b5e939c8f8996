import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import Textarea from '@cloudscape-design/components/textarea'
import TimeInput from '@cloudscape-design/components/time-input'
import { useTranslation } from 'react-i18next'
import { useDeclareForceMajeure, useEndForceMajeure, useForceMajeure } from '../../../api/admin'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { formatInstant, zoneCity } from '../../../logic/instant'
import { instantAt } from '../../../logic/wallTime'
import { DayInput } from '../../../parts/DayInput'
import { useDraft } from '../../../parts/drafts'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { useRefusals } from '../../../parts/useRefusals'
import type { PartProps } from './CentrePage'

const EMPTY = { fromDate: '', fromTime: '00:00', toDate: '', toTime: '00:00', reason: '', text: '' }

const STATES = { running: 'in-progress', done: 'success', ended: 'stopped', withdrawn: 'stopped' } as const

/** The only way in which due times that were told move: declared, with a reason, for both sides to see. */
export function ForceMajeure({ centre }: Pick<PartProps, 'centre'>) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { catalogue, language } = useWorkplace()
  const moves = useForceMajeure(centre.id)
  const declare = useDeclareForceMajeure()
  const end = useEndForceMajeure()
  const refused = useRefusals(declare.error)
  const [draft, setDraft, forget] = useDraft(`forceMajeure.${centre.id}`, EMPTY)
  const from = instantAt(draft.fromDate, draft.fromTime, centre.timeZone)
  const to = instantAt(draft.toDate, draft.toTime, centre.timeZone)
  const backwards = from !== undefined && to !== undefined && to <= from
  const reasons = catalogue.release.forceMajeureReasons.map((one) => ({ value: one.code, label: catalogue.text(one.labels, one.code) }))
  const there = (at: string) => formatInstant(at, centre.timeZone, language)
  const send = () =>
    from &&
    to &&
    declare.mutate(
      { centre: centre.id, from, to, reason: draft.reason, ...(draft.text.trim() ? { text: draft.text.trim() } : {}) },
      {
        onSuccess: () => {
          flash.done(t('admin.forceMajeure.declared'))
          setDraft(EMPTY)
          forget()
        },
      },
    )
  const when = (which: 'from' | 'to') => (
    <FormField
      label={t(`admin.forceMajeure.${which}`)}
      constraintText={t('time.here', { city: zoneCity(centre.timeZone) })}
      errorText={refused(which) ?? (which === 'to' && backwards ? t('admin.forceMajeure.backwards') : undefined)}
    >
      <div className="wa-date-time">
        <DayInput
          value={draft[`${which}Date`]}
          ariaLabel={`${t(`admin.forceMajeure.${which}`)}: ${t('form.date')}`}
          expandToViewport
          onChange={(day) => setDraft({ ...draft, [`${which}Date`]: day })}
        />
        <TimeInput
          value={draft[`${which}Time`]}
          ariaLabel={`${t(`admin.forceMajeure.${which}`)}: ${t('form.timeOfDay')}`}
          format="hh:mm"
          placeholder="hh:mm"
          onChange={({ detail }) => setDraft({ ...draft, [`${which}Time`]: detail.value })}
        />
      </div>
    </FormField>
  )
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={t('admin.forceMajeure.about')}>
            {t('admin.forceMajeure.declare')}
          </Header>
        }
      >
        <SpaceBetween size="m">
          {when('from')}
          {when('to')}
          <FormField label={t('work.reason')} errorText={refused('reason')}>
            <Select
              selectedOption={reasons.find((one) => one.value === draft.reason) ?? null}
              options={reasons}
              placeholder={t('form.choose')}
              expandToViewport
              onChange={({ detail }) => setDraft({ ...draft, reason: detail.selectedOption.value ?? '' })}
            />
          </FormField>
          <FormField label={t('work.words')} description={t('admin.forceMajeure.textHelp')} errorText={refused('text')} stretch>
            <Textarea value={draft.text} rows={2} onChange={({ detail }) => setDraft({ ...draft, text: detail.value.slice(0, 500) })} />
          </FormField>
          {Boolean(declare.error) && <ProblemAlert error={declare.error} />}
          {from && to && !backwards && draft.reason && (
            <Alert type="warning">{t('admin.forceMajeure.confirm', { from: there(from), to: there(to) })}</Alert>
          )}
          <Button variant="primary" disabled={!from || !to || backwards || !draft.reason} loading={declare.isPending} onClick={send}>
            {t('admin.forceMajeure.button')}
          </Button>
        </SpaceBetween>
      </Container>
      {Boolean(end.error) && <ProblemAlert error={end.error} />}
      {moves.error && !moves.data && <ProblemAlert error={moves.error} retry={() => void moves.refetch()} />}
      <Table
        wrapLines
        header={<Header variant="h2">{t('admin.forceMajeure.list')}</Header>}
        items={moves.data ?? []}
        trackBy="id"
        loading={moves.isPending}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t('admin.forceMajeure.list') }}
        empty={<Empty title={t('admin.forceMajeure.none')} teach={t('admin.forceMajeure.teach')} />}
        columnDefinitions={[
          {
            id: 'when',
            header: t('admin.forceMajeure.when'),
            isRowHeader: true,
            cell: (one) => `${there(one.from)} – ${there(one.to)}`,
          },
          {
            id: 'reason',
            header: t('work.reason'),
            cell: (one) => (
              <>
                {catalogue.forceMajeure(one.reason)}
                {one.text && <div className="wa-soft wa-small">{one.text}</div>}
              </>
            ),
          },
          {
            id: 'by',
            header: t('admin.forceMajeure.by'),
            cell: (one) => (
              <>
                {one.by}
                <div className="wa-soft wa-small">
                  <Instant at={one.at} />
                </div>
              </>
            ),
          },
          {
            id: 'state',
            header: t('admin.forceMajeure.progress'),
            cell: (one) => (
              <>
                <StatusIndicator type={STATES[one.state]}>{t(`admin.forceMajeure.${one.state}`, { count: one.moved })}</StatusIndicator>
                {one.endedAt && (
                  <div className="wa-soft wa-small">
                    {one.endedBy} <Instant at={one.endedAt} />
                  </div>
                )}
              </>
            ),
          },
          {
            id: 'end',
            header: t('admin.forceMajeure.end'),
            cell: (one) =>
              one.lasting && (
                <Button
                  loading={end.isPending && end.variables?.id === one.id}
                  ariaLabel={`${t('admin.forceMajeure.endNow')}: ${there(one.from)}`}
                  onClick={() =>
                    end.mutate({ id: one.id, centre: centre.id }, { onSuccess: () => flash.done(t('admin.forceMajeure.endedNow')) })
                  }
                >
                  {t('admin.forceMajeure.endNow')}
                </Button>
              ),
          },
        ]}
      />
    </SpaceBetween>
  )
}
