import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { asProblem, isProblem } from '../../api/problem'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { itemFaults } from '../../logic/refusalWords'
import { ProblemAlert } from '../../parts/ProblemAlert'

/** A number that is wrong, or right and unknown: each with what to do. */
export function ItemProblem({ id, error, retry }: { id: string; error: unknown; retry(): void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { can } = useWorkplace()
  const again = <Button onClick={() => void navigate('/items')}>{t('item.another')}</Button>
  const wrong = isProblem(error, 'item-id-invalid')
  const unknown = isProblem(error, 'item-unknown')
  return (
    <SpaceBetween size="l">
      <Header variant="h1">{spacedItemId(id)}</Header>
      {wrong && (
        <Alert
          type="error"
          header={t('item.wrongTitle')}
          action={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => void navigate(`/transports/${id}`)}>{t('transport.asConsignment')}</Button>
              {again}
            </SpaceBetween>
          }
        >
          <ul className="wa-missing">
            {itemFaults(asProblem(error).fields).map((fault) => (
              <li key={fault}>{t(`item.wrong.${fault}`)}</li>
            ))}
          </ul>
          {t('item.wrongText')}
        </Alert>
      )}
      {unknown && (
        <Alert
          type="warning"
          header={t('item.unknownTitle')}
          action={
            <SpaceBetween direction="horizontal" size="xs">
              {can('agent', 'supervisor') && <Button onClick={() => void navigate(`/items/${id}/ask`)}>{t('item.askAnyway')}</Button>}
              {again}
            </SpaceBetween>
          }
        >
          {t('item.unknownText')}
        </Alert>
      )}
      {!wrong && !unknown && <ProblemAlert error={error} retry={retry} />}
    </SpaceBetween>
  )
}
