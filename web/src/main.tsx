import '@cloudscape-design/global-styles/index.css'
import './styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchActivity } from './api/polling'
import { App, prepare } from './app/App'
import { applyLanguage, applyPreferences } from './app/preferences'
import { Session } from './auth/session'
import { startTranslations } from './i18n'

applyPreferences('')
watchActivity()
if (Session.isLikely()) prepare()

const root = createRoot(document.getElementById('root') as HTMLElement)
const [session] = await Promise.all([Session.start().catch(() => null), startTranslations().then(() => applyLanguage(''))])
applyPreferences(session?.subject() ?? '')
await applyLanguage(session?.subject() ?? '')
root.render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
)
