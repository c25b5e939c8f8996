import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useDraw, useMyReviews, useReviews } from '../../api/quality'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { mondayOf, pastMondays, weekOf } from '../../logic/weeks'
import { CentreChoice, useLedCentre } from '../../parts/CentreChoice'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { Averages } from './Averages'
import { ReviewTable } from './ReviewTable'
import { useWeekWords } from './words'

/** Weeks whose steps are kept, so that a sample can be drawn; they begin by the call centre's clock. */
const DRAWN = 4
/** Weeks that are offered to be looked at; older ones stand in an address. */
const OFFERED = 52

/** A week's sample for those who lead, with averages; for everybody what was reviewed of their own work. */
export default function QualityPage() {
  const { t } = useTranslation()
  const flash = useFlash()
  const { zone: own, can } = useWorkplace()
  const weekWords = useWeekWords()
  const { centre, zone: led, centres } = useLedCentre()
  const [address, setAddress] = useSearchParams()
  const leads = can('supervisor', 'operator-administrator')
  const zone = leads ? led : own
  const past = pastMondays(new Date(), zone, OFFERED)
  const named = mondayOf(address.get('week') ?? '')
  const older = named && past.at(-1) && named < (past.at(-1) as Date) ? [named] : []
  const mondays = [...past, ...older].map((day) => ({ value: weekOf(day), day: day.toISOString().slice(0, 10) }))
  const chosen = mondays.find((one) => one.value === address.get('week')) ?? mondays[0]
  const drawable = mondays.slice(0, DRAWN).some((one) => one === chosen)
  const week = chosen?.value ?? ''
  const reviews = useReviews(centre, week, leads)
  const mine = useMyReviews()
  const draw = useDraw()
  usePageTitle(t('quality.title'))
  const show = (change: { centre?: string; week?: string }) => {
    const next = { centre: address.get('centre') ?? '', week: address.get('week') ?? '', ...change }
    setAddress(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')), { replace: true })
  }
  const options = mondays.map((one) => ({
    value: one.value,
    label: weekWords(one.value),
  }))
  const drawNow = () =>
    draw.mutate(
      { centre, week },
      {
        onSuccess: (drawn) => flash.done(drawn.new > 0 ? t('quality.drawn', { count: drawn.new }) : t('quality.drawnNone')),
        onError: flash.failed,
      },
    )
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={t(leads ? 'quality.about' : 'quality.aboutMine')}
        actions={
          leads && (
            <Button
              variant="primary"
              disabled={centre === '' || !drawable}
              disabledReason={drawable ? undefined : t('quality.tooOld')}
              loading={draw.isPending}
              onClick={drawNow}
            >
              {t('quality.draw')}
            </Button>
          )
        }
      >
        {t('quality.title')}
      </Header>
      {leads && (
        <div className="wa-fields">
          <CentreChoice centre={centre} centres={centres} onChoose={(next) => show({ centre: next, week: '' })} />
          <FormField label={t('quality.week')}>
            <Select
              selectedOption={options.find((one) => one.value === week) ?? null}
              options={options}
              filteringType="auto"
              filteringAriaLabel={t('quality.week')}
              onChange={({ detail }) => show({ week: detail.selectedOption.value ?? '' })}
            />
          </FormField>
        </div>
      )}
      {leads && reviews.error && !reviews.data && <ProblemAlert error={reviews.error} retry={() => void reviews.refetch()} />}
      {leads && (
        <ReviewTable
          title={t('quality.reviews')}
          reviews={reviews.data ?? []}
          loading={reviews.isLoading}
          none={{ title: t('quality.noneTitle'), text: t(drawable ? 'quality.noneText' : 'quality.tooOld') }}
        />
      )}
      {leads && chosen && centre !== '' && <Averages centre={centre} month={chosen.day.slice(0, 7)} />}
      {(!leads || (mine.data?.length ?? 0) > 0) && (
        <ReviewTable
          title={t('quality.mine')}
          reviews={mine.data ?? []}
          loading={mine.isPending}
          none={{ title: t('quality.noneMine'), text: t('quality.noneMineText') }}
        />
      )}
    </SpaceBetween>
  )
}
