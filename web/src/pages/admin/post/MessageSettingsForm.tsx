import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MessageSettings, useEditMessageSettings, useMessageSettings, useTrialWith } from '../../../api/messageSettings'
import { useFlash } from '../../../app/flash'
import { codeLines, codesOf, dialectsOf } from '../../../logic/messageSettings'
import { Instant } from '../../../parts/Instant'
import { Loading } from '../../../parts/Loading'
import type { PartWords } from '../../../parts/Overtaken'
import { ProblemAlert } from '../../../parts/ProblemAlert'
import { useEdited } from '../../../parts/useEdited'
import { useRefusals } from '../../../parts/useRefusals'
import { TrialResult } from '../../messages/TrialResult'
import { SaveBar } from '../SaveBar'

const KINDS = ['reason', 'action', 'retention'] as const

/** How the messages of one's own systems are read: their codes, and their layouts as maps. */
export function MessageSettingsForm({ code }: { code: string }) {
  const settings = useMessageSettings(code)
  if (settings.error && !settings.data) return <ProblemAlert error={settings.error} retry={() => void settings.refetch()} />
  return settings.data ? <Loaded code={code} settings={settings.data} reload={() => void settings.refetch()} /> : <Loading />
}

function Loaded({ code, settings, reload }: { code: string; settings: MessageSettings; reload(): void }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const edit = useEditMessageSettings(code)
  const trial = useTrialWith()
  const refused = useRefusals(edit.error)
  const [sample, setSample] = useState('')
  const loaded = {
    codes: Object.fromEntries(KINDS.map((kind) => [kind, codeLines(settings.codes[kind])])),
    unverified: settings.unverified ?? false,
    dialects: settings.dialects.length > 0 ? JSON.stringify(settings.dialects, null, 2) : '',
  }
  const editing = useEdited(`messages.${code}`, loaded, settings.version)
  const { value, version, set, reset } = editing
  const again = () => [edit.reset(), reset()]
  const dialects = dialectsOf(value.dialects)
  const codes = Object.fromEntries(KINDS.map((kind) => [kind, codesOf(value.codes[kind] ?? '')]))
  const ready = dialects !== undefined && Object.values(codes).every((one) => one !== undefined)
  const words: PartWords<typeof loaded> = {
    codes: [
      t('messageSettings.codes'),
      (tables) => KINDS.flatMap((kind) => (tables[kind] ? [`${t(`messageSettings.${kind}`)}:\n${tables[kind]}`] : [])).join('\n'),
    ],
    unverified: [t('messageSettings.unverified'), (on) => t(on ? 'common.yes' : 'common.no')],
    dialects: [t('messageSettings.maps'), String],
  }
  return (
    <SpaceBetween size="l">
      {settings.by && settings.at && (
        <div className="wa-soft">
          {t('messageSettings.edited', { who: settings.by.name })} <Instant at={settings.at} />
        </div>
      )}
      <Container
        header={
          <Header variant="h2" description={t('messageSettings.codesHelp')}>
            {t('messageSettings.codes')}
          </Header>
        }
      >
        <SpaceBetween size="m">
          {KINDS.map((kind) => (
            <FormField
              key={kind}
              label={t(`messageSettings.${kind}`)}
              errorText={refused(`codes.${kind}`) ?? (codes[kind] ? undefined : t('messageSettings.notCodes'))}
            >
              <Textarea
                value={value.codes[kind] ?? ''}
                rows={3}
                placeholder="A1 = ABS"
                spellcheck={false}
                onChange={({ detail }) => set({ ...value, codes: { ...value.codes, [kind]: detail.value } })}
              />
            </FormField>
          ))}
          <Toggle
            checked={value.unverified}
            description={t('messageSettings.unverifiedHelp')}
            onChange={({ detail }) => set({ ...value, unverified: detail.checked })}
          >
            {t('messageSettings.unverified')}
          </Toggle>
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header variant="h2" description={t('messageSettings.dialectsHelp')}>
            {t('messageSettings.dialects')}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <FormField
            label={t('messageSettings.maps')}
            stretch
            errorText={refused('dialects') ?? (dialects ? undefined : t('messageSettings.notMaps'))}
          >
            <Textarea
              value={value.dialects}
              rows={12}
              spellcheck={false}
              onChange={({ detail }) => set({ ...value, dialects: detail.value })}
            />
          </FormField>
          <FormField label={t('messageSettings.sample')} description={t('messageSettings.sampleHelp')} stretch>
            <Textarea value={sample} rows={5} spellcheck={false} onChange={({ detail }) => setSample(detail.value)} />
          </FormField>
          <Button
            disabled={!dialects || sample.trim() === ''}
            loading={trial.isPending}
            onClick={() => dialects && trial.mutate({ text: sample, dialects })}
          >
            {t('messageSettings.try')}
          </Button>
          {trial.error && <ProblemAlert error={trial.error} />}
          {trial.data && <TrialResult trial={trial.data} text={trial.data.text} stale={trial.data.text !== sample} />}
        </SpaceBetween>
      </Container>
      <SaveBar
        error={edit.error}
        saving={edit.isPending}
        ready={ready}
        editing={editing}
        words={words}
        onSave={() => {
          if (!dialects) return
          const tables = Object.fromEntries(Object.entries(codes).map(([kind, table]) => [kind, table ?? {}]))
          edit.mutate(
            { dialects, codes: tables, unverified: value.unverified, version },
            { onSuccess: () => [flash.done(t('admin.saved')), again()] },
          )
        }}
        onReset={again}
        onReload={reload}
      />
    </SpaceBetween>
  )
}
