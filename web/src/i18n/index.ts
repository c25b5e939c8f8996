import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en'

/** Further languages are files like en.ts with the same keys, loaded when somebody needs them. Codes' labels come with the catalogue. */
export const LANGUAGES = ['en'] as const

export async function startTranslations(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en } },
    lng: 'en',
    fallbackLng: 'en',
    supportedLngs: [...LANGUAGES, 'fr', 'de', 'es'],
    interpolation: { escapeValue: false },
  })
}
