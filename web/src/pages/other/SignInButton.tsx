import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../auth/SessionContext'

export function SignInButton() {
  const { t } = useTranslation()
  const { session } = useSession()
  const [leaving, setLeaving] = useState(false)
  return (
    <Button
      variant="primary"
      loading={leaving}
      onClick={() => {
        setLeaving(true)
        session.signIn().catch(() => setLeaving(false))
      }}
    >
      {t('landing.signIn')}
    </Button>
  )
}
