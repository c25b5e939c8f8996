import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useTranslation } from 'react-i18next'
import { useFollow } from '../../app/follow'
import { usePageTitle } from '../../parts/usePageTitle'
import { Languages } from './Languages'
import { SignInButton } from './SignInButton'

/** The door: what this is, and the way in. */
export function Landing({ unavailable = false }: { unavailable?: boolean }) {
  const { t } = useTranslation()
  const follow = useFollow()
  usePageTitle('')
  const points = ['ask', 'clock', 'language'] as const
  return (
    <main className="wa-landing">
      <section className="wa-landing-hero">
        <SpaceBetween size="l">
          <div className="wa-landing-brand">
            <img src="/favicon.svg" alt="" width="40" height="40" />
            <span>{t('product')}</span>
            <Languages />
          </div>
          <h1>{t('landing.title')}</h1>
          <p className="wa-landing-text">{t('landing.text')}</p>
          {unavailable ? (
            <Alert
              type="error"
              header={t('landing.unavailableTitle')}
              action={<Button onClick={() => location.reload()}>{t('common.tryAgain')}</Button>}
            >
              {t('landing.unavailableText')}
            </Alert>
          ) : (
            <SignInButton />
          )}
          <Link href="/developers" onFollow={follow}>
            {t('developers.title')}
          </Link>
        </SpaceBetween>
      </section>
      <section className="wa-landing-points">
        {points.map((point) => (
          <div key={point}>
            <Box variant="h2">{t(`landing.${point}Title`)}</Box>
            <Box variant="p" color="text-body-secondary">
              {t(`landing.${point}Text`)}
            </Box>
          </div>
        ))}
      </section>
    </main>
  )
}
