import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Look, useLooks } from '../../api/privacy'
import type { Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { Instant } from '../../parts/Instant'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'

/** Who was shown this inquiry: for administrators, when they ask. */
export function LooksCard({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  return (
    <ExpandableSection
      variant="container"
      headerText={t('looks.title')}
      headingTagOverride="h2"
      expanded={opened}
      onChange={({ detail }) => setOpened(detail.expanded)}
    >
      {opened && <Looks id={inquiry.id} />}
    </ExpandableSection>
  )
}

function Looks({ id }: { id: string }) {
  const { t } = useTranslation()
  const looks = useLooks({ inquiry: id })
  if (looks.error && !looks.data) return <ProblemAlert error={looks.error} retry={() => void looks.refetch()} />
  if (!looks.data) return <Loading />
  const all = looks.data.pages.flatMap((page) => page.items)
  return (
    <SpaceBetween size="s">
      <div className="wa-soft wa-small">{t('looks.about')}</div>
      {all.length === 0 && <div>{t('looks.none')}</div>}
      <ul className="wa-plain">
        {all.map((one) => (
          <li key={`${one.day} ${one.operator} ${one.subject} ${one.first}`}>
            <div>
              <Who look={one} />
            </div>
            <div className="wa-soft wa-small">{one.seen.map((what) => t(`looks.seen.${what as 'page'}`)).join(', ')}</div>
            <div className="wa-soft wa-small">
              <Instant at={one.first} />
              {one.last !== one.first && (
                <>
                  {' – '}
                  <Instant at={one.last} />
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      {looks.hasNextPage && (
        <Button loading={looks.isFetchingNextPage} onClick={() => void looks.fetchNextPage()}>
          {t('looks.more')}
        </Button>
      )}
    </SpaceBetween>
  )
}

/** One's own people by name; of the other post's no more than where they work. */
function Who({ look }: { look: Look }) {
  const { t } = useTranslation()
  const { partyName, callCentre } = useWorkplace()
  return look.name || t('looks.somebody', { where: [partyName(look), callCentre(look.centre)?.city].filter(Boolean).join(', ') })
}
