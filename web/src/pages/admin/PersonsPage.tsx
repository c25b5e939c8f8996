import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonHit, useErasePerson, useExportPerson, useFindPerson } from '../../api/admin'
import { useFlash } from '../../app/flash'
import { useFollow } from '../../app/follow'
import { useWorkplace } from '../../app/workplace'
import { spacedItemId } from '../../logic/itemId'
import { Instant } from '../../parts/Instant'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { StateLabel } from '../../parts/StateLabel'
import { usePageTitle } from '../../parts/usePageTitle'
import { NotYours } from './NotYours'

/** A person asks what is kept about them, or wants it gone. */
export default function PersonsPage() {
  const { t } = useTranslation()
  const follow = useFollow()
  const flash = useFlash()
  const { catalogue, can } = useWorkplace()
  const find = useFindPerson()
  const exported = useExportPerson()
  const [wanted, setWanted] = useState('')
  const [asked, setAsked] = useState('')
  const [chosen, setChosen] = useState<readonly PersonHit[]>([])
  const [erasing, setErasing] = useState(false)
  usePageTitle(t('persons.title'))
  if (!can('operator-administrator')) return <NotYours />
  const search = () => {
    setAsked(wanted.trim())
    setChosen([])
    find.mutate(wanted.trim())
  }
  const work = { query: asked, inquiryIds: chosen.map((one) => one.inquiryId) }
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={t('persons.about')}>
        {t('persons.title')}
      </Header>
      <Container>
        <FormField label={t('persons.who')} description={t('persons.whoHelp')}>
          <SpaceBetween direction="horizontal" size="xs">
            <Input
              type="search"
              value={wanted}
              autoComplete={false}
              ariaLabel={t('persons.who')}
              onChange={({ detail }) => setWanted(detail.value)}
              onKeyDown={({ detail }) => detail.key === 'Enter' && wanted.trim() !== '' && search()}
            />
            <Button disabled={wanted.trim() === ''} loading={find.isPending} onClick={search}>
              {t('persons.find')}
            </Button>
          </SpaceBetween>
        </FormField>
      </Container>
      {find.error && <ProblemAlert error={find.error} retry={search} />}
      {find.data && (
        <Table
          header={
            <Header
              variant="h2"
              counter={`(${find.data.length})`}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    disabled={chosen.length === 0}
                    loading={exported.isPending}
                    onClick={() => exported.mutate(work, { onError: flash.failed, onSuccess: () => flash.done(t('persons.exported')) })}
                  >
                    {t('persons.export')}
                  </Button>
                  <Button disabled={chosen.length === 0} onClick={() => setErasing(true)}>
                    {t('persons.erase')}
                  </Button>
                </SpaceBetween>
              }
            >
              {t('persons.found')}
            </Header>
          }
          items={find.data}
          trackBy="inquiryId"
          selectionType="multi"
          selectedItems={chosen}
          onSelectionChange={({ detail }) => setChosen(detail.selectedItems)}
          isItemDisabled={(one) => Boolean(one.erased)}
          ariaLabels={{
            tableLabel: t('persons.found'),
            selectionGroupLabel: t('bulk.group'),
            allItemsSelectionLabel: () => t('bulk.all'),
            itemSelectionLabel: (_state, one) => t('bulk.one', { item: one.itemId }),
          }}
          columnDefinitions={[
            {
              id: 'item',
              header: t('column.item'),
              isRowHeader: true,
              cell: (one) => (
                <Link href={`/inquiries/${one.inquiryId}`} onFollow={follow}>
                  <span className="wa-item-number">{spacedItemId(one.itemId)}</span>
                </Link>
              ),
            },
            { id: 'question', header: t('column.question'), cell: (one) => catalogue.question(one.workflow) },
            { id: 'state', header: t('column.state'), cell: (one) => <StateLabel state={one.state as 'sent'} lastReply={null} /> },
            { id: 'created', header: t('persons.created'), cell: (one) => <Instant at={one.createdAt} /> },
            {
              id: 'audit',
              header: t('audit.title'),
              cell: (one) => (
                <Link href={`/inquiries/${one.inquiryId}/audit`} onFollow={follow}>
                  {t('audit.open')}
                </Link>
              ),
            },
          ]}
          empty={t('persons.nobody')}
        />
      )}
      {erasing && (
        <Erase
          work={work}
          onClose={(done) => {
            setErasing(false)
            if (done) search()
          }}
        />
      )}
    </SpaceBetween>
  )
}

function Erase({ work, onClose }: { work: { query: string; inquiryIds: string[] }; onClose(done: boolean): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const erase = useErasePerson()
  const [sure, setSure] = useState(false)
  const count = work.inquiryIds.length
  return (
    <Modal
      visible
      header={t('persons.erase')}
      onDismiss={() => onClose(false)}
      closeAriaLabel={t('common.cancel')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onClose(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              variant="primary"
              disabled={!sure}
              loading={erase.isPending}
              onClick={() => erase.mutate(work, { onSuccess: () => [flash.done(t('persons.erased', { count })), onClose(true)] })}
            >
              {t('persons.eraseNow')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">{t('persons.eraseText', { count })}</Alert>
        <Checkbox checked={sure} onChange={({ detail }) => setSure(detail.checked)}>
          {t('persons.sure')}
        </Checkbox>
        {erase.error && <ProblemAlert error={erase.error} />}
      </SpaceBetween>
    </Modal>
  )
}
