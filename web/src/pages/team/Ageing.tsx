import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../../api/team'
import { useWorkplace } from '../../app/workplace'
import { barOf } from '../../logic/team'

/** What is to be done by the working time that is left, and by how long ago it was asked. */
export function Ageing({ ageing }: { ageing: Desk['ageing'] }) {
  const { t } = useTranslation()
  return (
    <Container header={<Header variant="h2">{t('team.ageing')}</Header>}>
      <ColumnLayout columns={2} variant="text-grid">
        <Bars title={t('team.left')} bars={ageing.left.map((one) => ({ ...one, label: t(`team.leftName.${one.name as 'hour'}`) }))} />
        <Bars title={t('team.age')} bars={ageing.age.map((one) => ({ ...one, label: t(`team.ageName.${one.name as 'day'}`) }))} />
      </ColumnLayout>
    </Container>
  )
}

interface Bar {
  name: string
  label: string
  count: number
}

/** Figures as words and as bars, which say nothing that the figures do not. */
function Bars({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const { language } = useWorkplace()
  const counts = bars.map((one) => one.count)
  return (
    <section>
      <h3 className="wa-ages-title">{title}</h3>
      <dl className="wa-ages">
        {bars.map(({ name, label, count }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              <span
                className={name === 'overdue' ? 'wa-ages-bar wa-ages-late' : 'wa-ages-bar'}
                style={{ inlineSize: `${barOf(count, counts)}%` }}
                aria-hidden="true"
              />
              <span className="wa-ages-count">{new Intl.NumberFormat(language).format(count)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
