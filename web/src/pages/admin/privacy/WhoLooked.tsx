import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Look, useColleagues, useLooks } from '../../../api/privacy'
import { useFollow } from '../../../app/follow'
import { Empty } from '../../../parts/Empty'
import { Instant } from '../../../parts/Instant'
import { ProblemAlert } from '../../../parts/ProblemAlert'

/** What one of the post's own people was shown, the latest first. */
export function WhoLooked() {
  const { t } = useTranslation()
  const colleagues = useColleagues()
  const [subject, setSubject] = useState('')
  const options = (colleagues.data ?? []).map((one) => ({ value: one.subject, label: one.name }))
  const chosen = options.find((one) => one.value === subject)
  return (
    <Container
      header={
        <Header variant="h2" description={t('looks.byPersonAbout')}>
          {t('looks.byPerson')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {colleagues.error ? (
          <ProblemAlert error={colleagues.error} retry={() => void colleagues.refetch()} />
        ) : (
          <FormField label={t('looks.person')}>
            <Select
              selectedOption={chosen ?? null}
              options={options}
              placeholder={t('form.choose')}
              filteringType="auto"
              filteringAriaLabel={t('form.find')}
              noMatch={t('form.nothingFound')}
              empty={t('looks.nobody')}
              statusType={colleagues.isPending ? 'loading' : 'finished'}
              loadingText={t('form.loading')}
              expandToViewport
              onChange={({ detail }) => setSubject(detail.selectedOption.value ?? '')}
            />
          </FormField>
        )}
        {chosen && <LookedAt key={subject} agent={subject} name={chosen.label} />}
      </SpaceBetween>
    </Container>
  )
}

function LookedAt({ agent, name }: { agent: string; name: string }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const looks = useLooks({ agent })
  if (looks.error && !looks.data) return <ProblemAlert error={looks.error} retry={() => void looks.refetch()} />
  return (
    <Table
      variant="embedded"
      wrapLines
      items={looks.data?.pages.flatMap((page) => page.items) ?? []}
      trackBy={(one: Look) => `${one.day} ${one.inquiryId}`}
      loading={looks.isPending}
      loadingText={t('common.loading')}
      ariaLabels={{ tableLabel: t('looks.of', { name }) }}
      columnDefinitions={[
        {
          id: 'inquiry',
          header: t('looks.lookedAt'),
          isRowHeader: true,
          minWidth: 140,
          cell: (one) => (
            <Link href={`/inquiries/${one.inquiryId}`} onFollow={follow}>
              {t('privacy.inquiry', { id: one.inquiryId.slice(-6) })}
            </Link>
          ),
        },
        { id: 'seen', header: t('looks.what'), minWidth: 160, cell: (one) => one.seen.map((what) => t(`looks.seen.${what}`)).join(', ') },
        { id: 'first', header: t('looks.first'), minWidth: 140, cell: (one) => <Instant at={one.first} /> },
        { id: 'last', header: t('looks.last'), minWidth: 140, cell: (one) => <Instant at={one.last} /> },
      ]}
      empty={<Empty title={t('looks.nothing', { name })} teach={t('looks.nothingTeach')} />}
      footer={
        looks.hasNextPage ? (
          <Box textAlign="center">
            <Button loading={looks.isFetchingNextPage} onClick={() => void looks.fetchNextPage()}>
              {t('looks.more')}
            </Button>
          </Box>
        ) : undefined
      }
    />
  )
}
