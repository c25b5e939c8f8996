import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import type { Item, Workflow } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { type Choice, choicesFor, GROUPS, productsFor } from '../../logic/workflows'

interface Props {
  itemId: string
  item: Item | undefined
  workflow: Workflow
  product: string
  /** What a draft asks stays as it was begun. */
  fixed: boolean
  onWorkflow(code: string): void
  onProduct(code: string): void
}

/** What is asked, out of what the posts agreed for the item's product; and the product, where the number leaves it open. */
export function QuestionCard({ itemId, item, workflow, product, fixed, onWorkflow, onProduct }: Props) {
  const { t } = useTranslation()
  const { catalogue, me } = useWorkplace()
  const choices = choicesFor(catalogue.release, product, item, me.operator?.code ?? '')
  const products = productsFor(catalogue.release, itemId.slice(0, 2), new Date().toISOString().slice(0, 10))
  const productOptions = products.map((one) => ({ value: one.code, label: catalogue.product(one.code) }))
  const limit = workflow.limit?.counts.find((one) => one.products.includes(product))
  const reason = ({ blocked, workflow: one }: Choice) =>
    blocked && t(`ask.blocked.${blocked}`, { event: catalogue.event(one.requires?.event) })
  const option = (choice: Choice) => ({
    value: choice.workflow.code,
    label: catalogue.question(choice.workflow.code),
    description: reason(choice) || catalogue.text(choice.workflow.purpose),
    disabled: Boolean(choice.blocked),
  })
  const groups = GROUPS.map((group) => ({
    label: t(`ask.group.${group}`),
    options: choices.filter((one) => one.group === group).map(option),
  })).filter(({ options }) => options.length > 0)
  return (
    <Container header={<Header variant="h2">{t('ask.about_')}</Header>}>
      <SpaceBetween size="l">
        {!fixed && (
          <FormField label={t('ask.workflow')} description={catalogue.text(workflow.purpose)} stretch>
            <Select
              selectedOption={{ value: workflow.code, label: catalogue.question(workflow.code) }}
              options={groups}
              filteringType="auto"
              filteringAriaLabel={t('form.find')}
              noMatch={t('form.nothingFound')}
              expandToViewport
              onChange={({ detail }) => onWorkflow(detail.selectedOption.value ?? workflow.code)}
            />
          </FormField>
        )}
        {productOptions.length < 2 ? (
          <div>
            <span className="wa-soft">{t('item.product')}:</span> {catalogue.product(product) || t('item.notKnown')}
          </div>
        ) : (
          <FormField label={t('ask.product')} description={t('ask.productFromNumber')}>
            <Select
              selectedOption={productOptions.find((one) => one.value === product) ?? null}
              options={productOptions}
              placeholder={t('form.choose')}
              expandToViewport
              onChange={({ detail }) => onProduct(detail.selectedOption.value ?? product)}
            />
          </FormField>
        )}
        {!workflow.products.includes(product) && product !== '' && <Alert type="warning">{t('problem.product-not-served')}</Alert>}
        {workflow.noReply && <Alert type="info">{t('ask.information')}</Alert>}
        {limit && <div className="wa-soft">{t('ask.limited', { max: limit.max, days: limit.workingDays })}</div>}
      </SpaceBetween>
    </Container>
  )
}
