import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useNetwork } from '../../api/dashboard'
import { useWorkplace } from '../../app/workplace'
import { ranked, reportAddress } from '../../logic/dashboard'
import { formatMonth } from '../../logic/instant'
import { monthAfter } from '../../logic/months'
import { Headline } from './Headline'
import { MonthPick, monthOf } from './MonthPick'
import { OnTimeBars, useDrawn } from './OnTimeBars'
import { Standings } from './Standings'

/** The network's month so far, and its operators ranked. */
export function Network() {
  const { t } = useTranslation()
  const { operatorName, language } = useWorkplace()
  const [address, setAddress] = useSearchParams()
  const month = monthOf(address)
  const drawn = useDrawn()
  const figures = useNetwork(month)
  const due = figures.data?.rows.filter((row) => row.asReplier.onTime.whole > 0) ?? []
  return (
    <SpaceBetween size="l">
      <Headline
        month={figures}
        title={t('dashboard.networkOf', { month: formatMonth(month, language) })}
        actions={<MonthPick month={month} pick={(one) => setAddress({ view: 'network', month: one }, { replace: true })} />}
      />
      {figures.data && (
        <SpaceBetween size="l">
          <Container
            header={
              <Header variant="h2" description={due.length > drawn ? t('dashboard.drawn', { count: drawn }) : undefined}>
                {t('dashboard.byOperator')}
              </Header>
            }
          >
            <OnTimeBars
              title={t('dashboard.byOperator')}
              target={figures.data.total.asReplier.onTime.target}
              bars={ranked(due)
                .slice(0, drawn)
                .map((row) => ({
                  code: row.code,
                  name: operatorName(row.code),
                  percent: row.asReplier.onTime.percent,
                  before: row.before,
                  href: reportAddress('on-time', { month, operator: row.code }),
                  beforeHref: reportAddress('on-time', { month: monthAfter(month, -1), operator: row.code }),
                }))}
            />
          </Container>
          <Standings
            title={t('dashboard.operators')}
            about={t('dashboard.standingsAbout')}
            what={t('dashboard.operator')}
            rows={figures.data.rows}
            nameOf={operatorName}
            href={(code) => `/dashboard?view=month&month=${month}&operator=${encodeURIComponent(code)}`}
            figure={(report, code) => reportAddress(report, { month, operator: code })}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  )
}
