import Alert from '@cloudscape-design/components/alert'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useRaiseMany } from '../../api/inquiries'
import { useWholeItems } from '../../api/items'
import { asProblem } from '../../api/problem'
import type { Item, Values } from '../../api/types'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { lineOf, type Outcome, outcomeOf, worthAsking } from '../../logic/askMany'
import { numbersOf, trackAddress } from '../../logic/itemList'
import { answered, type Sent, sentAs } from '../../logic/once'
import { useDraft } from '../../parts/drafts'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { RequestForm } from '../../parts/RequestForm'
import { usePageTitle } from '../../parts/usePageTitle'
import { useSendsWhenBack } from '../../parts/useSendsWhenBack'
import { Lines } from './Lines'

interface Request {
  workflow: string
  fields: Values
  /** Where the person decided otherwise than is proposed. */
  chosen: Record<string, boolean>
  outcomes: Record<string, Outcome>
  /** The step that is on its way, so that a second try is the same one, after a reload too. */
  sent?: Sent | undefined
}

/** One question about several items: what tracking answers stands beside each, what lacks something is kept as a draft, and each line says what became of it. */
export default function AskManyPage() {
  const [address] = useSearchParams()
  const items = numbersOf(address)
  return <AskMany key={items.join()} ids={items} />
}

function AskMany({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { catalogue, centre, language } = useWorkplace()
  const [request, setRequest] = useDraft<Request>(
    `ask-many.${ids.join('.')}`,
    {
      workflow: catalogue.release.workflows[0]?.code ?? '',
      fields: {},
      chosen: {},
      outcomes: {},
    },
    'window', // the items come with the address, and what became of them is no draft
  )
  const raise = useRaiseMany()
  const [failure, setFailure] = useState<unknown>()
  usePageTitle(t('askMany.title'))

  const found = useWholeItems([...ids])
  const workflow = catalogue.workflowOf(request.workflow)
  const loading = found.some((one) => one.isLoading)
  const lines = workflow
    ? ids.map((id, place) =>
        lineOf(id, found[place]?.data as Item | undefined, workflow, request.fields, catalogue.release, language.slice(0, 2)),
      )
    : []
  const done = (id: string) => request.outcomes[id] !== undefined && request.outcomes[id]?.state !== 'refused'
  const asked = lines.filter((line) => !done(line.itemId) && (request.chosen[line.itemId] ?? worthAsking(line)))
  const drafts = asked.filter((line) => line.missing.length > 0)

  const send = async () => {
    setFailure(undefined)
    const items = asked.map((line) => ({
      itemId: line.itemId,
      workflow: request.workflow,
      centre,
      fields: line.fields,
      ...(line.item?.product ? { product: line.item.product } : {}),
      send: line.missing.length === 0,
    }))
    const sent = sentAs(request.sent, JSON.stringify(items), () => crypto.randomUUID())
    setRequest((before) => ({ ...before, sent }))
    try {
      const { items: raised } = await raise.mutateAsync({ items, key: sent.key })
      const outcomes = Object.fromEntries(asked.map((line, place) => [line.itemId, outcomeOf(raised[place] ?? {})]))
      setRequest((before) => ({ ...before, sent: undefined, outcomes: { ...before.outcomes, ...outcomes } }))
    } catch (error) {
      if (answered(asProblem(error).status)) setRequest((before) => ({ ...before, sent: undefined }))
      setFailure(error)
    }
  }

  useSendsWhenBack(failure, { ...request, sent: undefined }, () => void send())

  const options = catalogue.release.workflows.map((one) => ({ value: one.code, label: catalogue.question(one.code) }))
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup
        ariaLabel={t('nav.path')}
        onFollow={follow}
        items={[
          { text: t('many.title'), href: ids.length > 0 ? trackAddress(ids) : '/track' },
          { text: t('askMany.title'), href: '#' },
        ]}
      />
      <Header variant="h1" description={t('askMany.about')}>
        {t('askMany.title')}
      </Header>
      {ids.length === 0 || !workflow ? (
        <Alert type="info" header={t('askMany.empty')}>
          <Link href="/track" onFollow={follow}>
            {t('askMany.emptyText')}
          </Link>
        </Alert>
      ) : (
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{t('askMany.question')}</Header>}>
            <FormField label={t('askMany.which')}>
              <Select
                options={options}
                selectedOption={options.find((one) => one.value === request.workflow) ?? null}
                onChange={({ detail }) =>
                  setRequest((before) => ({ ...before, workflow: detail.selectedOption.value ?? '', chosen: {}, outcomes: {} }))
                }
              />
            </FormField>
          </Container>
          <Lines
            lines={lines}
            loading={loading}
            asked={asked}
            outcomes={request.outcomes}
            onChoose={(wanted) =>
              setRequest((before) => ({ ...before, chosen: Object.fromEntries(ids.map((id) => [id, wanted.includes(id)])) }))
            }
          />
          <Header variant="h2" description={t('askMany.commonHelp')}>
            {t('askMany.common')}
          </Header>
          <RequestForm
            key={workflow.code}
            workflow={{
              ...workflow,
              sections: workflow.sections
                .map((section) => ({ ...section, fields: section.fields.filter((field) => field.type !== 'attachments') }))
                .filter((section) => section.fields.length > 0),
            }}
            values={request.fields}
            onChange={(code, value) => setRequest((before) => ({ ...before, fields: { ...before.fields, [code]: value } }))}
            strict={false}
            refused={{}}
          />
          {failure ? <ProblemAlert error={failure} header={t('form.notSent')} /> : null}
          <div className="wa-ask-many">
            <span role="status">
              {asked.length === 0
                ? t('askMany.nothing')
                : drafts.length > 0
                  ? t('askMany.someDrafts', { count: asked.length, drafts: drafts.length })
                  : t('askMany.allSent', { count: asked.length })}
            </span>
            <Button variant="primary" disabled={asked.length === 0 || loading} loading={raise.isPending} onClick={() => void send()}>
              {t('askMany.send', { count: asked.length })}
            </Button>
          </div>
        </SpaceBetween>
      )}
    </SpaceBetween>
  )
}
