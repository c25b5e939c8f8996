import Alert from '@cloudscape-design/components/alert'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry, Item, Workflow } from '../../api/types'
import { useFlash } from '../../app/flash'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { MissingFields } from '../../parts/MissingFields'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { RequestForm } from '../../parts/RequestForm'
import { Timeline } from '../../parts/Timeline'
import { ItemStatus } from '../item/ItemStatus'
import { OpenInquiries } from '../item/OpenInquiries'
import { useEditor } from './useEditor'

interface Props {
  itemId: string
  item: Item | undefined
  workflow: Workflow
  /** The draft being edited; none for a new inquiry. */
  inquiry?: Inquiry
}

export function InquiryEditor({ itemId, item, workflow, inquiry }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const flash = useFlash()
  const { catalogue, operatorName, operators, country, me } = useWorkplace()
  const fields = useMemo(() => catalogue.requestFields(workflow.code), [catalogue, workflow.code])
  const editor = useEditor(itemId, workflow.code, fields, item, inquiry)
  const partner = operatorName(editor.request.destination) || t('ask.partnerUnknown')
  const partners = operators
    .filter((one) => one.code !== me.operator?.code)
    .map((one) => ({ value: one.code, label: one.name, description: country(one.country) }))
  const submit = async (send: boolean) => {
    if (await editor.submit(send)) flash.done(send ? t('ask.sent', { partner }) : t('ask.saved'))
  }
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          inquiry ? { text: t('folder.drafts.name'), href: '/folders/drafts' } : { text: spacedItemId(itemId), href: `/items/${itemId}` },
          { text: catalogue.question(workflow.code), href: '#' },
        ]}
      />
      <Header variant="h1" description={t('ask.about', { item: spacedItemId(itemId), partner })}>
        {catalogue.question(workflow.code)}
      </Header>
      {item ? <ItemStatus item={item} asking /> : <Alert type="info">{t('ask.unknownItem')}</Alert>}
      {item && (item.openInquiries ?? []).length > 0 && <OpenInquiries item={item} />}
      <Grid gridDefinition={[{ colspan: { default: 12, s: 8 } }, { colspan: { default: 12, s: 4 } }]}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void submit(true)
          }}
        >
          <Form
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button formAction="none" disabled={editor.pending} onClick={() => void submit(false)}>
                  {t('ask.save')}
                </Button>
                <Button variant="primary" loading={editor.pending}>
                  {t('ask.send', { partner })}
                </Button>
              </SpaceBetween>
            }
          >
            <SpaceBetween size="l">
              <RequestForm
                workflow={workflow}
                values={editor.request.fields}
                onChange={editor.change}
                strict={editor.strict}
                refused={editor.refused}
                filled={editor.filled}
              />
              <Container header={<Header variant="h2">{t('ask.whom')}</Header>}>
                <SpaceBetween size="l">
                  <FormField
                    label={t('ask.partner')}
                    description={item?.destination?.operator ? t('ask.partnerFromTracking') : t('ask.partnerHelp')}
                    errorText={editor.strict && !editor.request.destination ? t('field.mandatory') : undefined}
                  >
                    <Select
                      selectedOption={partners.find((one) => one.value === editor.request.destination) ?? null}
                      options={partners}
                      placeholder={t('form.choose')}
                      filteringType="auto"
                      onChange={({ detail }) => editor.setDestination(detail.selectedOption.value ?? '')}
                    />
                  </FormField>
                  <Checkbox
                    checked={editor.request.urgent}
                    onChange={({ detail }) => editor.setUrgent(detail.checked)}
                    description={t('ask.urgentHelp')}
                  >
                    {t('urgent')}
                  </Checkbox>
                </SpaceBetween>
              </Container>
              {(inquiry?.warnings ?? []).map((warning) => (
                <Alert key={warning.code} type="warning">
                  {warning.detail}
                </Alert>
              ))}
              <MissingFields fields={editor.blamed} others={editor.others} workflow={workflow.code} />
              {editor.duplicate && (
                <Alert type="warning" header={t('ask.duplicateTitle')}>
                  {t('ask.duplicateText')}{' '}
                  <Link href={`/inquiries/${editor.duplicate}`} onFollow={follow} variant="primary">
                    {t('ask.duplicateLink')}
                  </Link>
                </Alert>
              )}
              {editor.failure ? <ProblemAlert error={editor.failure} header={t('form.notSent')} /> : null}
            </SpaceBetween>
          </Form>
        </form>
        <Container header={<Header variant="h2">{t('timeline.title')}</Header>}>
          <Timeline events={item?.events ?? []} />
        </Container>
      </Grid>
    </SpaceBetween>
  )
}
