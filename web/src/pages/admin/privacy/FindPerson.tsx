import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Kind, type Match, useMatches } from '../../../api/privacy'
import { useFollow } from '../../../app/follow'
import { useWorkplace } from '../../../app/workplace'
import { MOST } from '../../../logic/dataRequests'
import { spacedItemId } from '../../../logic/itemId'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'

interface Props {
  chosen: Match[]
  onChoose(chosen: Match[]): void
  onAsk(kind: Kind): void
}

/** Finds the inquiries of a person, with what tells two people of one name apart. */
export function FindPerson({ chosen, onChoose, onAsk }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState('')
  const matches = useMatches(wanted)
  const columns = useMatchColumns()
  const find = () => {
    setWanted(typed.trim())
    onChoose([])
  }
  const rows = matches.data?.pages.flatMap((page) => page.items) ?? []
  const ready = chosen.length > 0 && chosen.length <= MOST
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{t('privacy.find.title')}</Header>}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            find()
          }}
        >
          <FormField
            label={t('privacy.find.label')}
            description={t('privacy.find.help')}
            secondaryControl={
              <Button formAction="submit" disabled={typed.trim() === ''} loading={matches.isFetching && !matches.isFetchingNextPage}>
                {t('privacy.find.button')}
              </Button>
            }
          >
            <Input value={typed} type="search" spellcheck={false} autoComplete={false} onChange={({ detail }) => setTyped(detail.value)} />
          </FormField>
        </form>
      </Container>
      {matches.error && <ProblemAlert error={matches.error} retry={() => void matches.refetch()} />}
      {wanted !== '' && !matches.error && (
        <Table
          header={
            <Header
              variant="h2"
              description={rows.length > 0 ? t('privacy.find.compare') : undefined}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button disabled={!ready} onClick={() => onAsk('export')}>
                    {t('privacy.ask.export')}
                  </Button>
                  <Button disabled={!ready} onClick={() => onAsk('erasure')}>
                    {t('privacy.ask.erasure')}
                  </Button>
                </SpaceBetween>
              }
            >
              {chosen.length > 0 ? t('privacy.ask.chosen', { count: chosen.length }) : t('privacy.find.found', { count: rows.length })}
            </Header>
          }
          items={rows}
          trackBy="id"
          loading={matches.isLoading}
          loadingText={t('common.loading')}
          selectionType="multi"
          selectedItems={chosen}
          onSelectionChange={({ detail }) => onChoose(detail.selectedItems)}
          wrapLines
          ariaLabels={{
            tableLabel: t('privacy.find.title'),
            selectionGroupLabel: t('privacy.find.title'),
            allItemsSelectionLabel: () => t('privacy.find.chooseAll'),
            itemSelectionLabel: (_, one) => t('privacy.find.choose', { item: spacedItemId(one.itemId) }),
          }}
          columnDefinitions={columns}
          empty={<Empty title={t('privacy.find.nothing')} teach={t('privacy.find.teach')} />}
          footer={
            matches.hasNextPage || chosen.length > MOST ? (
              <Box textAlign="center">
                {chosen.length > MOST && <div className="wa-bad">{t('privacy.ask.tooMany', { count: MOST })}</div>}
                {matches.hasNextPage && (
                  <Button loading={matches.isFetchingNextPage} onClick={() => void matches.fetchNextPage()}>
                    {t('privacy.find.more')}
                  </Button>
                )}
              </Box>
            ) : undefined
          }
        />
      )}
    </SpaceBetween>
  )
}

function useMatchColumns() {
  const { t } = useTranslation()
  const follow = useFollow()
  const { catalogue } = useWorkplace()
  const person = (name: string, address: string) => (
    <>
      <div>{name || '–'}</div>
      <div className="wa-soft wa-small wa-pre">{address}</div>
    </>
  )
  return [
    {
      id: 'item',
      header: t('privacy.column.item'),
      isRowHeader: true,
      cell: (one: Match) => (
        <Link href={`/inquiries/${one.id}`} onFollow={follow}>
          <span className="wa-item-number wa-nowrap">{spacedItemId(one.itemId)}</span>
        </Link>
      ),
    },
    { id: 'sender', header: t('privacy.column.sender'), cell: (one: Match) => person(one.senderName, one.senderAddress) },
    { id: 'addressee', header: t('privacy.column.addressee'), cell: (one: Match) => person(one.addresseeName, one.addresseeAddress) },
    { id: 'question', header: t('privacy.column.question'), cell: (one: Match) => catalogue.workflow(one.workflow) },
    {
      id: 'state',
      header: t('privacy.column.state'),
      cell: (one: Match) => (
        <>
          <div>{t(`state.${one.state}`)}</div>
          <div className="wa-soft wa-small">
            {one.erased ? t('privacy.erased') : one.archived ? t('privacy.archived') : one.state !== 'closed' && t('privacy.open')}
          </div>
        </>
      ),
    },
    { id: 'created', header: t('privacy.column.created'), cell: (one: Match) => <Instant at={one.createdAt} /> },
  ]
}
