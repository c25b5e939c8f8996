import Alert from '@cloudscape-design/components/alert'
import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FileInput from '@cloudscape-design/components/file-input'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import Textarea from '@cloudscape-design/components/textarea'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useItems } from '../../api/items'
import type { ItemSummary } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { isGrave } from '../../logic/anomalies'
import { spacedItemId } from '../../logic/itemId'
import { askAddress, MOST, numbersIn, numbersOf, toCsv, trackAddress } from '../../logic/itemList'
import { placeWords } from '../../logic/places'
import { added } from '../../logic/scanned'
import { useDraft } from '../../parts/drafts'
import { Empty } from '../../parts/Empty'
import { EventTime } from '../../parts/EventTime'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { ScanButton } from '../../parts/scan/ScanButton'
import { useInAddress } from '../../parts/useInAddress'
import { usePageTitle } from '../../parts/usePageTitle'

const ALL = 'all'
const MISSING = 'not-found'
/** What stands in the field, and the numbers of the address beside which it was typed. */
interface Typed {
  text: string
  beside: string
}
const NOTHING: Typed = { text: '', beside: '' }

/**
 * How far many items are: pasted, uploaded or brought in the address (`?items=`), one line each. The address always says which are shown, so that it can
 * be copied and loaded again; whoever comes back without one finds what they left.
 */
export default function ManyPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [typed, setTyped] = useDraft('many', NOTHING, 'window')
  const [tried, setTried] = useState(false)
  const [address] = useSearchParams()
  const asked = numbersOf(address)
  const items = useItems(asked)
  usePageTitle(t('many.title'))
  const here = asked.join(',')
  const textOf = ({ text, beside }: Typed) => (here === '' || beside === here ? text : asked.join('\n'))
  const text = textOf(typed)
  const found = numbersIn(text)
  const setText = (next: string) => setTyped({ text: next, beside: here })
  const show = (numbers: readonly string[], said: string) => {
    const shown = numbers.slice(0, MOST)
    setTyped({ text: said, beside: shown.join(',') })
    void navigate(shown.length > 0 ? trackAddress(shown) : '/track', { replace: true })
  }
  const left = here === '' ? typed.beside : ''
  useEffect(() => {
    if (left) void navigate(trackAddress(left.split(',')), { replace: true })
  }, [left, navigate])
  const go = () => {
    setTried(true)
    show(found, text)
  }
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={t('many.about')}>
        {t('many.title')}
      </Header>
      <Container>
        <SpaceBetween size="m">
          <FormField
            stretch
            label={t('many.label')}
            description={t('many.help')}
            errorText={tried && found.length === 0 ? t('many.none') : undefined}
            warningText={found.length > MOST ? t('many.tooMany', { count: found.length }) : undefined}
          >
            <Textarea value={text} rows={6} spellcheck={false} onChange={({ detail }) => setText(detail.value)} />
          </FormField>
          <FormField constraintText={t('many.fileHelp')}>
            <FileInput
              value={[]}
              accept=".txt,.csv,text/plain,text/csv"
              onChange={async ({ detail }) => {
                const [file] = detail.value
                if (file) setText(await file.text())
              }}
            >
              {t('many.file')}
            </FileInput>
          </FormField>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" onClick={go} loading={items.isFetching}>
              {t('many.go')}
            </Button>
            <ScanButton many onNumber={(id) => setTyped((before) => ({ text: added(textOf(before), id), beside: here }))} />
            <Button
              onClick={() => {
                setTried(false)
                show([], '')
              }}
            >
              {t('many.clear')}
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
      {items.error ? (
        <ProblemAlert error={items.error} retry={() => void items.refetch()} />
      ) : items.isFetching && !items.data ? (
        <Loading />
      ) : (
        <Results key={here} items={(items.data?.items ?? []) as ItemSummary[]} />
      )}
    </SpaceBetween>
  )
}

function Results({ items }: { items: readonly ItemSummary[] }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const navigate = useNavigate()
  const { country, catalogue, can } = useWorkplace()
  const [status, setStatus] = useInAddress('status')
  const standOf = (one: ItemSummary) => (one.problem ? MISSING : (one.status?.milestone ?? 'none'))
  const wordOf = (stand: string) =>
    stand === ALL
      ? t('many.all')
      : stand === MISSING
        ? t('many.notFound')
        : t(`milestone.${stand}` as 'milestone.delivered', { defaultValue: t('milestone.other') })
  const stands = [...new Set(items.map(standOf))]
  const filter = stands.includes(status) ? status : ALL
  const shown = items.filter((one) => filter === ALL || standOf(one) === filter)
  const options = [ALL, ...stands].map((value) => ({ value, label: wordOf(value) }))
  const problem = (one: ItemSummary) => t(`many.problem.${one.problem}` as 'many.problem.item-unknown')
  const known = shown.filter((one) => !one.problem).map((one) => one.itemId)
  const ask = () => void navigate(askAddress(known))
  const download = () => {
    const rows = shown.map((one) => [
      one.itemId || one.asked,
      one.problem ? problem(one) : wordOf(standOf(one)),
      one.last ? catalogue.event(one.last.code) : '',
      one.last?.localTime ?? '',
      one.last?.office ?? '',
      one.destination?.country ?? '',
      one.anomalies.map((code) => t(`anomaly.${code}`)).join('; '),
    ])
    const head = [t('many.number'), t('many.status'), t('many.last'), t('many.when'), t('many.where'), t('many.to'), t('many.warnings')]
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([toCsv([head, ...rows])], { type: 'text/csv;charset=utf-8' }))
    link.download = 'items.csv'
    link.click()
    URL.revokeObjectURL(link.href)
  }
  if (items.length === 0)
    return (
      <Alert type="info" header={t('many.empty')}>
        {t('many.emptyText')}
      </Alert>
    )
  return (
    <Table
      variant="container"
      wrapLines
      items={[...shown]}
      trackBy={(one) => `${one.asked} ${one.itemId}`}
      header={
        <Header
          variant="h2"
          counter={`(${shown.length})`}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {can('agent', 'supervisor') && known.length > 0 && (
                <Button onClick={ask}>{t('askMany.button', { count: known.length })}</Button>
              )}
              <Button onClick={download}>{t('many.export')}</Button>
            </SpaceBetween>
          }
        >
          {t('many.results')}
        </Header>
      }
      filter={
        <FormField label={t('many.filter')}>
          <Select
            options={options}
            selectedOption={options.find((one) => one.value === filter) ?? null}
            onChange={({ detail }) => setStatus(detail.selectedOption.value === ALL ? '' : (detail.selectedOption.value ?? ''))}
          />
        </FormField>
      }
      empty={<Empty title={t('many.noMatch')} teach={t('many.noMatchTeach')} />}
      columnDefinitions={[
        {
          id: 'item',
          header: t('many.number'),
          isRowHeader: true,
          minWidth: 170,
          cell: (one) =>
            one.itemId ? (
              <Link href={`/items/${one.itemId}`} onFollow={follow}>
                {spacedItemId(one.itemId)}
              </Link>
            ) : (
              one.asked
            ),
        },
        {
          id: 'status',
          header: t('many.status'),
          minWidth: 150,
          cell: (one) => (one.problem ? <Box color="text-status-warning">{problem(one)}</Box> : wordOf(standOf(one))),
        },
        {
          id: 'last',
          header: t('many.last'),
          minWidth: 200,
          cell: (one) =>
            one.last && (
              <>
                {catalogue.eventOf(one.last.code) ? catalogue.event(one.last.code) : t('timeline.otherEvent', { code: one.last.code })}
                <Box variant="small" display="block">
                  <EventTime event={one.last} />, {placeWords(one.last.office, one.last.placeName)}
                </Box>
              </>
            ),
        },
        { id: 'to', header: t('many.to'), minWidth: 110, cell: (one) => country(one.destination?.country) },
        {
          id: 'warnings',
          header: t('many.warnings'),
          minWidth: 160,
          cell: (one) => (
            <SpaceBetween direction="horizontal" size="xxs">
              {one.anomalies.map((code) => (
                <Badge key={code} color={isGrave(code) ? 'severity-medium' : 'grey'}>
                  {t(`anomaly.${code}`)}
                </Badge>
              ))}
            </SpaceBetween>
          ),
        },
      ]}
    />
  )
}
