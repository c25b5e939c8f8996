import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type EditedTemplate, useDeleteTemplate, useEditedTemplates } from '../../api/admin'
import { useFlash } from '../../app/flash'
import { useWorkplace } from '../../app/workplace'
import { languageNames } from '../../logic/languages'
import { Empty } from '../../parts/Empty'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import { NotYours } from './NotYours'
import { TemplateForm } from './TemplateForm'

const NEW: Omit<EditedTemplate, 'language'> = { id: '', kind: 'reply', name: '', text: '' }

/** The texts that one's agents begin answers and notes with. */
export default function TemplatesPage() {
  const { t } = useTranslation()
  const flash = useFlash()
  const { catalogue, language, can } = useWorkplace()
  const templates = useEditedTemplates()
  const remove = useDeleteTemplate()
  const [edited, setEdited] = useState<EditedTemplate>()
  usePageTitle(t('templates.title'))
  if (!can('supervisor', 'operator-administrator')) return <NotYours />
  if (templates.error && !templates.data) return <ProblemAlert error={templates.error} retry={() => void templates.refetch()} />
  const all = templates.data ?? []
  return (
    <>
      <Table
        variant="full-page"
        wrapLines
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={`(${all.length})`}
            description={t('templates.about')}
            actions={
              <Button variant="primary" onClick={() => setEdited({ ...NEW, language: language.slice(0, 2) })}>
                {t('templates.add')}
              </Button>
            }
          >
            {t('templates.title')}
          </Header>
        }
        items={all}
        trackBy="id"
        loading={templates.isPending}
        loadingText={t('common.loading')}
        ariaLabels={{ tableLabel: t('templates.title') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('templates.name'),
            isRowHeader: true,
            cell: (one) => (
              <>
                <Button data-prints variant="inline-link" onClick={() => setEdited(one)}>
                  {one.name}
                </Button>
                <div className="wa-soft wa-small wa-clip" lang={one.language}>
                  {one.text}
                </div>
              </>
            ),
          },
          { id: 'kind', header: t('templates.kind'), cell: (one) => t(`templates.kinds.${one.kind}`) },
          { id: 'language', header: t('templates.language'), cell: (one) => languageNames([one.language], language) },
          {
            id: 'workflow',
            header: t('templates.workflow'),
            cell: (one) => (one.workflow ? catalogue.workflow(one.workflow) : t('templates.any')),
          },
          { id: 'code', header: t('templates.code'), cell: (one) => (one.code ? catalogue.reply(one.code) : t('templates.any')) },
          {
            id: 'remove',
            header: <span className="wa-hidden">{t('templates.removeColumn')}</span>,
            cell: (one) => (
              <Button
                variant="icon"
                iconName="remove"
                ariaLabel={t('templates.remove', { name: one.name })}
                disabled={remove.isPending}
                onClick={() =>
                  remove.mutate(one, { onError: flash.failed, onSuccess: () => flash.done(t('templates.removed', { name: one.name })) })
                }
              />
            ),
          },
        ]}
        empty={<Empty title={t('templates.empty')} teach={t('templates.teach')} />}
      />
      {edited && (
        <TemplateForm
          template={all.find((one) => one.id === edited.id) ?? edited}
          reload={() => void templates.refetch()}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  )
}
