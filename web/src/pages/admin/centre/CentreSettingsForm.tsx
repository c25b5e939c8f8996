import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import Textarea from '@cloudscape-design/components/textarea'
import Toggle from '@cloudscape-design/components/toggle'
import { useTranslation } from 'react-i18next'
import { type CentreSettings, useEditCentre } from '../../../api/admin'
import { useFlash } from '../../../app/flash'
import { ALERT_KINDS, NEVER_MUTED } from '../../../logic/alertGroups'
import type { PartWords } from '../../../parts/Overtaken'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { SaveBar } from '../SaveBar'
import type { PartProps } from './CentrePage'

interface Draft {
  mute: string[]
  mail: string[]
  mailTo: string
  digestAt: string
}

const draftOf = (settings: CentreSettings | null | undefined): Draft => ({
  mute: settings?.mute ?? [],
  mail: settings?.mail ?? [],
  mailTo: (settings?.mailTo ?? []).join('\n'),
  digestAt: settings?.digestAt ?? '',
})

const toggled = (list: readonly string[], one: string, on: boolean) => (on ? [...list, one] : list.filter((other) => other !== one))

/** Which alerts the people of the call centre see, and which are mailed once a day. */
export function CentreSettingsForm({ centre, reload }: PartProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const edit = useEditCentre(centre.id)
  const refused = useRefusals(edit.error)
  const editing = useEdited(`settings.${centre.id}`, draftOf(centre.settings), centre.version)
  const { value, version, set, reset } = editing
  const again = () => [edit.reset(), reset()]
  const body = (): CentreSettings => ({
    mute: value.mute.filter((kind) => !NEVER_MUTED.includes(kind)),
    mail: value.mail,
    mailTo: value.mailTo.split(/[\s,;]+/).filter(Boolean),
    digestAt: value.digestAt.trim(),
  })
  const kinds = (list: readonly string[]) =>
    ALERT_KINDS.filter((kind) => list.includes(kind))
      .map((kind) => t(`alertKind.${kind}`))
      .join('\n')
  const words: PartWords<Draft> = {
    mute: [t('admin.alerts.show'), (mute) => kinds(ALERT_KINDS.filter((kind) => NEVER_MUTED.includes(kind) || !mute.includes(kind)))],
    mail: [t('admin.alerts.mail'), kinds],
    mailTo: [t('admin.alerts.mailTo'), String],
    digestAt: [t('admin.alerts.digestAt'), String],
  }
  return (
    <Container
      header={
        <Header variant="h2" description={t('admin.alerts.about')}>
          {t('admin.alerts.title')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Table
          variant="embedded"
          contentDensity="compact"
          wrapLines
          items={ALERT_KINDS}
          trackBy={(kind) => kind}
          ariaLabels={{ tableLabel: t('admin.alerts.title') }}
          columnDefinitions={[
            { id: 'kind', header: t('admin.alerts.kind'), isRowHeader: true, cell: (kind) => t(`alertKind.${kind}`) },
            {
              id: 'show',
              header: t('admin.alerts.show'),
              cell: (kind) => (
                <Toggle
                  checked={NEVER_MUTED.includes(kind) || !value.mute.includes(kind)}
                  disabled={NEVER_MUTED.includes(kind)}
                  ariaLabel={t('admin.alerts.showOne', { kind: t(`alertKind.${kind}`) })}
                  onChange={({ detail }) => set({ ...value, mute: toggled(value.mute, kind, !detail.checked) })}
                />
              ),
            },
            {
              id: 'mail',
              header: t('admin.alerts.mail'),
              cell: (kind) => (
                <Toggle
                  checked={value.mail.includes(kind)}
                  ariaLabel={t('admin.alerts.mailOne', { kind: t(`alertKind.${kind}`) })}
                  onChange={({ detail }) => set({ ...value, mail: toggled(value.mail, kind, detail.checked) })}
                />
              ),
            },
          ]}
        />
        {(refused('mute') || refused('mail')) && (
          <div role="alert" className="wa-fault">
            {refused('mute') ?? refused('mail')}
          </div>
        )}
        <FormField
          label={t('admin.alerts.digestAt')}
          description={t('admin.alerts.digestHelp', { zone: centre.timeZone })}
          errorText={refused('digestAt')}
        >
          <Input value={value.digestAt} placeholder="08:00" onChange={({ detail }) => set({ ...value, digestAt: detail.value })} />
        </FormField>
        <FormField label={t('admin.alerts.mailTo')} description={t('admin.alerts.mailToHelp')} errorText={refused('mailTo')}>
          <Textarea value={value.mailTo} rows={3} onChange={({ detail }) => set({ ...value, mailTo: detail.value })} />
        </FormField>
        <SaveBar
          error={edit.error}
          saving={edit.isPending}
          ready
          editing={editing}
          words={words}
          onSave={() =>
            edit.mutate({ part: 'settings', body: body(), version }, { onSuccess: () => [flash.done(t('admin.saved')), again()] })
          }
          onReset={again}
          onReload={reload}
        />
      </SpaceBetween>
    </Container>
  )
}
