import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useTranslation } from 'react-i18next'
import type { Expected, ExpectedStep } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { formatDay } from '../../logic/instant'

type Stage = 'departure' | 'arrival' | 'delivery'
type Given = Expected | null | undefined

const LOOK: Record<string, StatusIndicatorProps.Type> = {
  onTime: 'success',
  late: 'warning',
  held: 'stopped',
  attempted: 'info',
  delivered: 'success',
  ended: 'info',
}

/** A calendar date with its weekday, as it is at the place. */
function useDay() {
  const { language } = useWorkplace()
  return (date: string) => formatDay(`${date}T12:00:00Z`, 'UTC', language)
}

function useWindow() {
  const { t } = useTranslation()
  const day = useDay()
  return ({ earliest, latest, stage }: Expected) =>
    !earliest || !latest
      ? t(stage ? 'expected.unknown' : 'expected.over')
      : earliest === latest
        ? t('expected.day', { date: day(latest) })
        : t('expected.window', { from: day(earliest), to: day(latest) })
}

/** Says that an item is late, by how much and against what, in words that can be read out; on request when it is expected otherwise. */
export function LateWarning({ expected, window: withWindow }: { expected: Given; window?: boolean }) {
  const { t } = useTranslation()
  const day = useDay()
  const words = useWindow()
  if (!expected) return null
  const { late, promised, steps } = expected
  if (!late)
    return withWindow && expected.latest ? (
      <div>
        <span className="wa-soft">{t('expected.title')}:</span> {words(expected)}
      </div>
    ) : null
  const due = late.why === 'whole' ? promised : steps.find((one) => one.stage === late.stage)?.due
  return (
    <Alert type="warning" header={t('expected.lateTitle', { count: late.days })}>
      {due && t(`expected.lateBy.${late.why === 'whole' ? 'whole' : (late.stage as Stage)}`, { date: day(due) })}
      {withWindow && (
        <div>
          <span className="wa-soft">{t('expected.title')}:</span> {words(expected)}
        </div>
      )}
    </Alert>
  )
}

/** When an item should be delivered, and how the dates come about. */
export function ExpectedDelivery({ expected }: { expected: Given }) {
  const { t } = useTranslation()
  const { catalogue, country } = useWorkplace()
  const day = useDay()
  const words = useWindow()
  if (!expected) return null
  const end = (code: string) =>
    code === '*' ? t('expected.anywhere') : code.length === 2 ? country(code) : t(`expected.region.${code as 'europe'}`)
  const source = /^assum/.test(expected.source) ? t('expected.assumption') : expected.source
  return (
    <Container header={<Header variant="h2">{t('expected.title')}</Header>}>
      <SpaceBetween size="s">
        <KeyValuePairs
          columns={2}
          minColumnWidth={140}
          items={[
            {
              label: t('expected.when'),
              value: (
                <SpaceBetween size="xxs">
                  <StatusIndicator type={LOOK[expected.state] ?? 'info'}>
                    {t(`expected.state.${expected.state as 'onTime'}`)}
                  </StatusIndicator>
                  <div>{words(expected)}</div>
                </SpaceBetween>
              ),
            },
            ...(expected.promised
              ? [{ label: t('expected.promised'), value: t('expected.promisedBy', { date: day(expected.promised) }) }]
              : []),
          ]}
        />
        <ExpandableSection headerText={t('expected.why')}>
          <SpaceBetween size="s">
            {expected.steps.map((step) => (
              <Step key={step.stage} step={step} zone={expected.timeZone} />
            ))}
            <div className="wa-soft wa-small">
              {t('expected.source', {
                product: catalogue.product(expected.product),
                from: end(expected.from),
                to: end(expected.to),
                source,
              })}
            </div>
          </SpaceBetween>
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  )
}

function Step({ step, zone }: { step: ExpectedStep; zone: string }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const day = useDay()
  const stage = step.stage as Stage
  const begun = formatDay(step.begins, zone, language)
  const state: [StatusIndicatorProps.Type, string] = step.ended
    ? [
        step.late ? 'warning' : 'success',
        t(step.late ? 'expected.endedLate' : 'expected.ended', { date: formatDay(step.ended, zone, language) }),
      ]
    : step.late
      ? ['warning', t('expected.overdue')]
      : step.event
        ? ['in-progress', t('expected.open')]
        : ['pending', t('expected.planned')]
  const skipped = step.notCounted.map((one) => (one.why === 'customs' ? t('expected.customs', { date: day(one.date) }) : day(one.date)))
  return (
    <div>
      <strong>{t(`expected.stage.${stage}`)}</strong>: {t(`expected.${step.count as 'working'}`, { count: step.days })}{' '}
      {t(`expected.from.${stage}`, { date: begun })}, {t('expected.due', { date: day(step.due) })}
      {' · '}
      <StatusIndicator type={state[0]}>{state[1]}</StatusIndicator>
      {skipped.length > 0 && <div className="wa-soft wa-small">{t('expected.notCounted', { dates: skipped.join('; ') })}</div>}
    </div>
  )
}
