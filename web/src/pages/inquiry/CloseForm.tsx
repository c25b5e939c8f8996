import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../api/types'
import { useFlash } from '../../app/flash'
import type { Catalogue } from '../../logic/catalogue'
import { StepProblems } from './StepProblems'
import type { Step } from './useStep'

/** The end of an inquiry, as its requester decides. */
export function CloseForm({ inquiry, catalogue, step }: { inquiry: Inquiry; catalogue: Catalogue; step: Step }) {
  const { t } = useTranslation()
  const flash = useFlash()
  const closings = inquiry.closings ?? []
  const [code, setCode] = useState(closings[0] ?? '')
  const close = async () => {
    if (await step.take({ do: 'close', code })) flash.done(t('close.done'))
  }
  return (
    <Container
      header={
        <Header variant="h2" description={t('close.text')}>
          {t('close.title')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FormField label={t('close.how')}>
          <RadioGroup
            value={code}
            onChange={({ detail }) => setCode(detail.value)}
            items={closings.map((one) => ({ value: one, label: catalogue.closing(one) }))}
          />
        </FormField>
        <StepProblems error={step.error} conflict={step.conflict} catalogue={catalogue} />
        <Box float="right">
          <Button variant="primary" loading={step.pending} disabled={!code} onClick={() => void close()}>
            {t('close.button')}
          </Button>
        </Box>
      </SpaceBetween>
    </Container>
  )
}
