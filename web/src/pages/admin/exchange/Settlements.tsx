import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useTranslation } from 'react-i18next'
import { type Statement, useFetchFile, useStatements } from '../../../api/exchange'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import { balanceOf, moneyWords } from '../../../logic/exchange'
import { Empty } from '../../../parts/Empty'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { More } from './Ends'

/** What one's own post and each partner decided on liability, month by month. */
export function Settlements() {
  const { t } = useTranslation()
  const { language, operatorName } = useWorkplace()
  const statements = useStatements()
  if (statements.error && !statements.data) return <ProblemAlert error={statements.error} retry={() => void statements.refetch()} />
  const month = (one: Statement) =>
    new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${one.month}-01T00:00:00Z`))
  return (
    <Table
      header={
        <Header variant="h2" description={t('exchange.settlement.about')}>
          {t('exchange.settlement.title')}
        </Header>
      }
      items={statements.data?.pages.flatMap((page) => page.items) ?? []}
      trackBy={(one) => `${one.month} ${one.partner} ${one.version}`}
      loading={statements.isPending}
      loadingText={t('common.loading')}
      wrapLines
      ariaLabels={{ tableLabel: t('exchange.settlement.title') }}
      columnDefinitions={[
        {
          id: 'month',
          header: t('exchange.settlement.month'),
          isRowHeader: true,
          cell: (one) => (
            <>
              {month(one)}
              <div className="wa-soft wa-small">{t('exchange.settlement.version', { version: one.version })}</div>
            </>
          ),
        },
        { id: 'partner', header: t('exchange.settlement.partner'), cell: (one) => operatorName(one.partner) },
        { id: 'claims', header: t('exchange.settlement.claims'), cell: (one) => new Intl.NumberFormat(language).format(one.claims) },
        { id: 'owed', header: t('exchange.settlement.owed'), cell: (one) => moneyWords(one.owed, one.currency, language) },
        { id: 'due', header: t('exchange.settlement.due'), cell: (one) => moneyWords(one.due, one.currency, language) },
        { id: 'balance', header: t('exchange.settlement.balance'), cell: (one) => <Balance statement={one} /> },
        { id: 'actions', header: t('exchange.download'), cell: (one) => <Fetch statement={one} month={month(one)} /> },
      ]}
      empty={<Empty title={t('exchange.settlement.empty')} teach={t('exchange.settlement.teach')} />}
      footer={<More list={statements} />}
    />
  )
}

function Balance({ statement }: { statement: Statement }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const { amount, side } = balanceOf(statement)
  return (
    <>
      <strong>{moneyWords(amount, statement.currency, language)}</strong>
      <div className="wa-soft wa-small">{t(`exchange.settlement.${side}`)}</div>
    </>
  )
}

function Fetch({ statement, month }: { statement: Statement; month: string }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { operatorName } = useWorkplace()
  const fetch = useFetchFile()
  const underWay = fetch.isPending && 'format' in fetch.variables ? fetch.variables.format : undefined
  return (
    <SpaceBetween direction="horizontal" size="s">
      {(['csv', 'jsonl'] as const).map((format) => (
        <Button
          key={format}
          variant="inline-link"
          ariaLabel={t('exchange.settlement.downloadOf', {
            month,
            partner: operatorName(statement.partner),
            format: format === 'csv' ? 'CSV' : 'JSON Lines',
          })}
          loading={underWay === format}
          onClick={() => fetch.mutate({ statement, format }, { onError: flash.failed })}
        >
          {format === 'csv' ? 'CSV' : 'JSON Lines'}
        </Button>
      ))}
    </SpaceBetween>
  )
}
