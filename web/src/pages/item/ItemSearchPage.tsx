import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { normaliseItemId } from '../../logic/itemId'
import { severalIn, trackAddress } from '../../logic/itemList'
import { kindOfNumber } from '../../logic/transportId'
import { ScanButton } from '../../parts/scan/ScanButton'
import { usePageTitle } from '../../parts/usePageTitle'

/** Every question starts with the item's number; several at once are looked up together. */
export default function ItemSearchPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const input = useRef<InputProps.Ref>(null)
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  usePageTitle(t('search.title'))
  useEffect(() => input.current?.focus(), [])
  const open = (number: string) => {
    const id = normaliseItemId(number)
    const several = severalIn(number)
    if (several) void navigate(trackAddress(several))
    else if (id) void navigate(kindOfNumber(number) === 'transport' ? `/transports/${id}` : `/items/${id}`)
  }
  const go = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    open(typed)
  }
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={t('search.about')}>
        {t('search.title')}
      </Header>
      <form onSubmit={go}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <ScanButton onNumber={open} />
              <Button variant="primary">{t('search.button')}</Button>
            </SpaceBetween>
          }
        >
          <Container>
            <FormField
              label={t('search.label')}
              description={t('search.help')}
              errorText={tried && !normaliseItemId(typed) ? t('search.empty') : undefined}
            >
              <Input
                ref={input}
                value={typed}
                onChange={({ detail }) => setTyped(detail.value)}
                placeholder={t('search.placeholder')}
                autoComplete={false}
                spellcheck={false}
                inputMode="text"
              />
            </FormField>
          </Container>
        </Form>
      </form>
      <Box color="text-body-secondary">{t('search.next')}</Box>
    </SpaceBetween>
  )
}
