import Alert from '@cloudscape-design/components/alert'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useCommands } from '../../app/commands'
import { useFlash } from '../../app/flash'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { saidBefore } from '../../logic/proposal'
import { Loading } from '../../parts/Loading'
import { focusField, MissingFields } from '../../parts/MissingFields'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { RequestForm } from '../../parts/RequestForm'
import { Sends } from '../../parts/Sends'
import { FormSubjectProvider } from '../../parts/subject'
import { Timeline } from '../../parts/Timeline'
import { useSendsWhenBack } from '../../parts/useSendsWhenBack'
import { LateWarning } from '../item/Expected'
import { ItemStatus } from '../item/ItemStatus'
import { BeforeSending } from './BeforeSending'
import { DraftChanged } from './DraftChanged'
import { QuestionCard } from './QuestionCard'
import { type Start, useEditor } from './useEditor'

interface Props {
  start: Start
  /** The draft being edited; none for a new inquiry. */
  inquiry?: Inquiry
}

/** A request being written: what it asks, of whom, and everything the other post needs to answer. */
export function InquiryEditor({ start, inquiry: given }: Props) {
  const { t } = useTranslation()
  const follow = useFollow()
  const flash = useFlash()
  const { catalogue, operatorName } = useWorkplace()
  const { itemId, item } = start
  const editor = useEditor(start, given)
  const { firstToFill } = editor
  useCommands([
    firstToFill !== undefined && { id: 'start', label: t('ask.fill'), group: 'inquiry', keys: 'r', run: () => focusField(firstToFill) },
  ])
  const { workflow, request, inquiry } = editor
  const partner = operatorName(editor.destination) || t('ask.partnerUnknown')
  const submit = async (send: boolean) => {
    if (await editor.submit(send)) flash.done(send ? t('ask.sent', { partner }) : t('ask.saved'))
  }
  useSendsWhenBack(editor.failure, request, () => editor.pressed.current !== undefined && void submit(editor.pressed.current))
  if (!workflow) return <Loading />
  const said = saidBefore(workflow, item, inquiry, catalogue.release)
  const saidBelow = !editor.kept && said !== undefined && said.eventCode === item?.status?.code
  const subject = {
    itemId,
    inquiryId: inquiry?.id ?? '',
    attachments: inquiry?.attachments ?? [],
    mayAttach: !inquiry || inquiry.actions.includes('attach'),
    ensure: editor.ensure,
  }
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          given ? { text: t('folder.drafts.name'), href: '/folders/drafts' } : { text: spacedItemId(itemId), href: `/items/${itemId}` },
          { text: catalogue.question(workflow.code), href: '#' },
        ]}
      />
      <Header variant="h1" description={t('ask.about', { item: spacedItemId(itemId), partner })}>
        {catalogue.question(workflow.code)}
      </Header>
      {!item && <Alert type="info">{t('ask.unknownItem')}</Alert>}
      {item && !saidBelow && <ItemStatus item={item} />}
      <LateWarning expected={item?.expected} />
      {editor.kept ? (
        <Kept />
      ) : (
        <Grid gridDefinition={[{ colspan: { default: 12, s: 8 } }, { colspan: { default: 12, s: 4 } }]}>
          <Sends busy={editor.pending} onSend={() => void submit(true)}>
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
                  <QuestionCard
                    itemId={itemId}
                    item={item}
                    workflow={workflow}
                    product={request.product}
                    fixed={request.draft !== ''}
                    onWorkflow={editor.setWorkflow}
                    onProduct={editor.setProduct}
                  />
                  <BeforeSending
                    itemId={itemId}
                    item={item}
                    workflow={workflow}
                    inquiry={inquiry}
                    fields={request.fields}
                    duplicate={editor.duplicate}
                  />
                  <FormSubjectProvider value={subject}>
                    <RequestForm
                      key={workflow.code}
                      workflow={workflow}
                      level={editor.level}
                      values={request.fields}
                      onChange={editor.change}
                      strict={editor.strict}
                      refused={editor.refused}
                      filled={editor.filled}
                    />
                  </FormSubjectProvider>
                  <Whom editor={editor} known={editor.fromTracking} />
                  <MissingFields fields={editor.blamed} others={editor.others} workflow={workflow.code} />
                  <DraftChanged editor={editor} />
                  {editor.failure ? <ProblemAlert error={editor.failure} header={t('form.notSent')} /> : null}
                </SpaceBetween>
              </Form>
            </form>
          </Sends>
          <Container header={<Header variant="h2">{t('timeline.title')}</Header>}>
            <Timeline item={item} />
          </Container>
        </Grid>
      )}
    </SpaceBetween>
  )
}

/** In place of the form, whose focus it takes: that it is kept stands above the page as long as it waits. */
function Kept() {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} tabIndex={-1}>
      <Alert type="info">{t('outbox.waiting')}</Alert>
    </div>
  )
}

/** Who is asked, and how much it presses. */
function Whom({ editor, known }: { editor: ReturnType<typeof useEditor>; known: boolean }) {
  const { t } = useTranslation()
  const { operators, country, me, catalogue } = useWorkplace()
  const reasons = catalogue.release.urgencyReasons.map((one) => ({ value: one.code, label: catalogue.text(one.labels, one.code) }))
  const partners = operators
    .filter((one) => one.code !== me.operator?.code)
    .map((one) => ({ value: one.code, label: one.name, description: country(one.country) }))
  return (
    <Container header={<Header variant="h2">{t('ask.whom')}</Header>}>
      <SpaceBetween size="l">
        <FormField
          label={t('ask.partner')}
          description={known ? t('ask.partnerFromTracking') : t('ask.partnerHelp')}
          errorText={editor.strict && !editor.destination ? t('field.mandatory') : undefined}
        >
          <Select
            selectedOption={partners.find((one) => one.value === editor.destination) ?? null}
            options={partners}
            placeholder={t('form.choose')}
            filteringType="auto"
            filteringAriaLabel={t('form.find')}
            noMatch={t('form.nothingFound')}
            expandToViewport
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
        {editor.request.urgent && (
          <FormField
            label={t('ask.urgencyReason')}
            errorText={editor.strict && !editor.request.urgencyReason ? t('field.mandatory') : undefined}
          >
            <Select
              selectedOption={reasons.find((one) => one.value === editor.request.urgencyReason) ?? null}
              options={reasons}
              placeholder={t('form.choose')}
              expandToViewport
              onChange={({ detail }) => editor.setUrgencyReason(detail.selectedOption.value ?? '')}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  )
}
