import Container from '@cloudscape-design/components/container'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../../api/team'
import { useWorkplace } from '../../app/workplace'
import { Done } from './Done'

/** How the call centre stands, in five figures. */
export function Figures({ desk, total }: { desk: Desk; total: number }) {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const number = (count: number) => new Intl.NumberFormat(language).format(count)
  const all = [...desk.people, desk.unassigned]
  const sum = (of: (one: Desk['unassigned']) => number) => all.reduce((before, one) => before + of(one), 0)
  const { answered, asked, closed, late } = desk.today
  const figures: { name: string; value: number; bad?: boolean; words?: ReactNode }[] = [
    { name: t('team.open'), value: total },
    { name: t('team.overdue'), value: sum((one) => one.overdue), bad: true },
    { name: t('team.dueToday'), value: sum((one) => one.dueToday) },
    { name: t('team.unassigned'), value: desk.unassigned.open },
    { name: t('team.done'), value: answered + asked + closed, words: <Done today={desk.today} /> },
    { name: t('team.late'), value: late, bad: true },
  ]
  return (
    <Container>
      <dl className="wa-figures">
        {figures.map(({ name, value, bad, words }) => (
          <div key={name}>
            <dt className="wa-soft">{name}</dt>
            <dd className={bad && value > 0 ? 'wa-figure wa-figure-bad' : 'wa-figure'}>{number(value)}</dd>
            {words && <dd className="wa-soft">{words}</dd>}
          </div>
        ))}
      </dl>
    </Container>
  )
}
