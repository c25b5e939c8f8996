import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Toggle from '@cloudscape-design/components/toggle'
import { useTranslation } from 'react-i18next'
import { useEditOperator } from '../../../api/admin'
import { useFlash } from '../../../app/flash'
import { useWorkplace } from '../../../app/workplace'
import type { PartWords } from '../../../parts/Overtaken'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { SaveBar } from '../SaveBar'
import type { PostProps } from './PostPage'

/** Which answers go out by themselves, and how long closed inquiries stay at hand. */
export function OperatorSettingsForm({ operator, reload }: PostProps) {
  const { t } = useTranslation()
  const flash = useFlash()
  const { catalogue } = useWorkplace()
  const edit = useEditOperator(operator.code)
  const refused = useRefusals(edit.error)
  const days = operator.settings?.archiveAfterDays
  const loaded = {
    autoReply: operator.settings?.autoReply ?? [],
    days: days ? String(days) : '',
    publicItems: operator.settings?.publicItems ?? false,
  }
  const editing = useEdited(`operator.${operator.code}`, loaded, operator.version)
  const { value, version, set, reset } = editing
  const again = () => [edit.reset(), reset()]
  const proposing = catalogue.release.workflows.filter((one) => (one.proposals ?? []).length > 0)
  const whole = /^\d*$/.test(value.days.trim())
  const words: PartWords<typeof loaded> = {
    autoReply: [t('admin.settings.auto'), (codes) => codes.map((code) => catalogue.workflow(code)).join('\n')],
    days: [t('admin.settings.archiveDays'), String],
    publicItems: [t('public.settingsToggle'), (on) => t(on ? 'common.yes' : 'common.no')],
  }
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={t('admin.settings.autoHelp')}>
            {t('admin.settings.auto')}
          </Header>
        }
      >
        <SpaceBetween size="s">
          {proposing.map(({ code, labels }) => (
            <Toggle
              key={code}
              checked={value.autoReply.includes(code)}
              onChange={({ detail }) =>
                set({ ...value, autoReply: detail.checked ? [...value.autoReply, code] : value.autoReply.filter((one) => one !== code) })
              }
            >
              {catalogue.text(labels, code)}
            </Toggle>
          ))}
          {refused('autoReply') && (
            <div role="alert" className="wa-fault">
              {refused('autoReply')}
            </div>
          )}
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{t('admin.settings.archive')}</Header>}>
        <FormField
          label={t('admin.settings.archiveDays')}
          description={t('admin.settings.archiveHelp')}
          errorText={refused('archiveAfterDays') ?? (whole ? undefined : t('field.notANumber'))}
        >
          <Input
            value={value.days}
            inputMode="numeric"
            placeholder="180"
            onChange={({ detail }) => set({ ...value, days: detail.value })}
          />
        </FormField>
      </Container>
      <Container header={<Header variant="h2">{t('public.settings')}</Header>}>
        <Toggle
          checked={value.publicItems}
          description={t('public.settingsHelp')}
          onChange={({ detail }) => set({ ...value, publicItems: detail.checked })}
        >
          {t('public.settingsToggle')}
        </Toggle>
      </Container>
      <SaveBar
        error={edit.error}
        saving={edit.isPending}
        ready={whole}
        editing={editing}
        words={words}
        onSave={() =>
          edit.mutate(
            {
              part: 'settings',
              body: { autoReply: value.autoReply, archiveAfterDays: Number(value.days.trim() || 0), publicItems: value.publicItems },
              version,
            },
            { onSuccess: () => [flash.done(t('admin.saved')), again()] },
          )
        }
        onReset={again}
        onReload={reload}
      />
    </SpaceBetween>
  )
}
