import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useTranslation } from 'react-i18next'
import type { ReplyCode } from '../../../api/types'
import { useWorkplace } from '../../../app/workplace'
import { concludingOf, needsOf } from '../../../logic/agreement'
import { matches } from '../../../logic/filter'
import { Empty } from '../../../parts/Empty'
import { useInAddress } from '../../../parts/useInAddress'
import { Fold } from './Fold'
import { useFieldWords } from './useFieldWords'

/** Each answer: what it does to the question, what it must say, and what can follow. */
export function Replies() {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const [wanted, setWanted] = useInAddress('q')
  const usedBy = (code: string) =>
    catalogue.release.workflows.filter((one) => one.levels.some((level) => (level.replies ?? []).includes(code))).map((one) => one.code)
  const workflows = (codes: readonly string[] | undefined) => (codes ?? []).map((code) => catalogue.workflow(code)).join(', ')
  const found = catalogue.release.replyCodes.filter((one) => matches(wanted, one.code, catalogue.text(one.labels, one.code)))
  return (
    <Table
      wrapLines
      items={found}
      trackBy="code"
      ariaLabels={{ tableLabel: t('catalogue.replies') }}
      filter={
        <TextFilter
          filteringText={wanted}
          filteringPlaceholder={t('catalogue.findReply')}
          filteringAriaLabel={t('catalogue.findReply')}
          countText={t('partners.found', { count: found.length })}
          onChange={({ detail }) => setWanted(detail.filteringText)}
        />
      }
      columnDefinitions={[
        { id: 'code', header: t('catalogue.code'), minWidth: 80, cell: (one) => one.code },
        {
          id: 'name',
          header: t('catalogue.reply'),
          minWidth: 160,
          isRowHeader: true,
          cell: (one) => catalogue.text(one.labels, one.code),
        },
        { id: 'class', header: t('catalogue.class'), minWidth: 160, cell: (one) => <Class reply={one} /> },
        { id: 'fields', header: t('catalogue.needs'), minWidth: 190, cell: (one) => <Needs reply={one} /> },
        {
          id: 'leadsTo',
          header: t('catalogue.leadsTo'),
          minWidth: 140,
          cell: (one) => <LeadsTo reply={one} workflows={workflows(one.leadsTo)} />,
        },
        { id: 'workflows', header: t('catalogue.usedBy'), minWidth: 160, cell: (one) => workflows(usedBy(one.code)) },
      ]}
      empty={<Empty title={t('catalogue.noReplyFound')} teach={t('catalogue.noReplyTeach')} />}
    />
  )
}

function Class({ reply }: { reply: ReplyCode }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const concluding = concludingOf(reply)
  const fields = (concluding?.fields ?? []).map((field) => catalogue.text(field.labels, field.code)).join(', ')
  return (
    <>
      <div>{t(`catalogue.classes.${reply.class as 'C'}`, { defaultValue: reply.class })}</div>
      {concluding && (
        <div className="wa-soft wa-small">
          {concluding.level
            ? t('catalogue.conclusiveUpTo', { fields, level: concluding.level })
            : t('catalogue.conclusiveWith', { fields })}
        </div>
      )}
      {reply.countsOnce && <div className="wa-soft wa-small">{t('catalogue.countsOnce')}</div>}
    </>
  )
}

function Needs({ reply }: { reply: ReplyCode }) {
  const { t } = useTranslation()
  const words = useFieldWords(reply.fields, '')
  const { each, oneOf } = needsOf(reply)
  const groups = oneOf.map((group) => group.map(words.name).join(', '))
  return (
    <>
      {each.map((field) => (
        <div key={field.code}>{[words.name(field), words.appears(field)].filter(Boolean).join(', ')}</div>
      ))}
      {groups.map((fields) => (
        <div key={fields}>{t('catalogue.oneOf', { fields })}</div>
      ))}
      {each.length + groups.length === 0 && t('column.none')}
      {reply.fields.length > 0 && (
        <Fold
          header={t('catalogue.allFields', { number: reply.fields.length })}
          label={t('catalogue.allFieldsOf', { number: reply.fields.length, code: reply.code })}
        >
          {() => (
            <ul className="wa-plain">
              {reply.fields.map((field) => (
                <li key={field.code}>
                  <div>
                    {words.name(field)} ({field.code})
                  </div>
                  <div className="wa-soft">{words.kind(field)}</div>
                  {words.appears(field) && <div className="wa-soft wa-small">{words.appears(field)}</div>}
                  {words.from(field) && (
                    <div className="wa-soft wa-small">
                      {t('catalogue.filledFrom')}: {words.from(field)}
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Fold>
      )}
    </>
  )
}

function LeadsTo({ reply, workflows }: { reply: ReplyCode; workflows: string }) {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const { followUp } = reply
  const day = followUp && catalogue.text(reply.fields.find((one) => one.code === followUp)?.labels, followUp)
  if (!workflows && !day) return t('column.none')
  return (
    <>
      {workflows && <div>{workflows}</div>}
      {day && <div className="wa-soft wa-small">{t('catalogue.followUp', { field: day })}</div>}
    </>
  )
}
