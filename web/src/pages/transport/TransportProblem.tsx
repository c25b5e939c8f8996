import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { asProblem, isProblem } from '../../api/problem'
import { transportFaults } from '../../logic/refusalWords'
import { spacedTransportId } from '../../logic/transportId'
import { ProblemAlert } from '../../parts/ProblemAlert'

/** A number that is wrong, or right and unknown: each with what to do. */
export function TransportProblem({ id, error, retry }: { id: string; error: unknown; retry(): void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const again = <Button onClick={() => void navigate('/items')}>{t('item.another')}</Button>
  const wrong = ['receptacle-id-invalid', 'dispatch-id-invalid', 'consignment-id-invalid'].some((slug) => isProblem(error, slug))
  const unknown = isProblem(error, 'transport-unknown')
  return (
    <SpaceBetween size="l">
      <Header variant="h1">{spacedTransportId(id)}</Header>
      {wrong && (
        <Alert type="error" header={t('transport.wrongTitle')} action={again}>
          <ul className="wa-missing">
            {transportFaults(asProblem(error).fields).map((fault) => (
              <li key={fault}>{t(`transport.wrong.${fault}`)}</li>
            ))}
          </ul>
          {t('transport.wrongText')}
        </Alert>
      )}
      {unknown && (
        <Alert type="warning" header={t('transport.unknownTitle')} action={again}>
          {t('transport.unknownText')}
        </Alert>
      )}
      {!wrong && !unknown && <ProblemAlert error={error} retry={retry} />}
    </SpaceBetween>
  )
}
