import type { en } from './en'
import type { later } from './later'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof later }
  }
}
