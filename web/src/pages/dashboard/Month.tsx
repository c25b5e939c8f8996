import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMonth } from '../../api/dashboard'
import { useWorkplace } from '../../app/workplace'
import { ranked, reportAddress } from '../../logic/dashboard'
import { formatMonth } from '../../logic/instant'
import { monthAfter } from '../../logic/months'
import { Headline } from './Headline'
import { MonthPick, monthOf } from './MonthPick'
import { OnTimeBars, useDrawn } from './OnTimeBars'
import { Standings } from './Standings'

/** An operator's month so far, against its targets and the month before, and its call centres beside each other. */
export function Month() {
  const { t } = useTranslation()
  const { me, operators, operatorName, callCentre, language, can } = useWorkplace()
  const [address, setAddress] = useSearchParams()
  const network = can('network-administrator')
  const operator = (network && address.get('operator')) || me.operator?.code || operators[0]?.code || ''
  const month = monthOf(address)
  const drawn = useDrawn()
  const figures = useMonth(operator, month)
  const set = (change: Record<string, string>) =>
    setAddress({ view: 'month', month, ...(network ? { operator } : {}), ...change }, { replace: true })
  const option = (code: string) => ({ value: code, label: operatorName(code) })
  const nameOf = (code: string) => (code === '' ? t('dashboard.noCentre') : (callCentre(code)?.name ?? code))
  const about = network ? operator : undefined
  return (
    <SpaceBetween size="l">
      <Headline
        month={figures}
        title={t('dashboard.monthOf', { operator: operatorName(operator), month: formatMonth(month, language) })}
        operator={about}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {network && (
              <Select
                ariaLabel={t('dashboard.operator')}
                filteringType="auto"
                selectedOption={option(operator)}
                options={operators.map((one) => option(one.code))}
                onChange={({ detail }) => set({ operator: detail.selectedOption.value ?? operator })}
              />
            )}
            <MonthPick month={month} pick={(one) => set({ month: one })} />
          </SpaceBetween>
        }
      />
      {figures.data && (
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{t('dashboard.byCentre')}</Header>}>
            <OnTimeBars
              title={t('dashboard.byCentre')}
              target={figures.data.total.asReplier.onTime.target}
              bars={ranked(figures.data.rows.filter((row) => row.code))
                .slice(0, drawn)
                .map((row) => ({
                  code: row.code,
                  name: callCentre(row.code)?.city ?? row.code,
                  percent: row.asReplier.onTime.percent,
                  before: row.before,
                  href: reportAddress('on-time', { month, operator: about, centre: row.code }),
                  beforeHref: reportAddress('on-time', { month: monthAfter(month, -1), operator: about, centre: row.code }),
                }))}
            />
          </Container>
          <Standings
            title={t('dashboard.centres')}
            about={t('dashboard.standingsAbout')}
            what={t('dashboard.centre')}
            rows={figures.data.rows}
            nameOf={nameOf}
            href={(code) => (code ? `/dashboard?view=today&centre=${encodeURIComponent(code)}` : undefined)}
            figure={(report, code) => reportAddress(report, { month, operator: about, ...(code ? { centre: code } : {}) })}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  )
}
