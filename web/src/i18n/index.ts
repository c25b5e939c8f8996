import type { I18nProviderProps } from '@cloudscape-design/components/i18n'
import i18next, { type FormatterModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, type Language } from '../logic/languages'
import type { en } from './en'
import type { later } from './later'
import { inEveryNumber } from './plurals'
import type { Words } from './words'

type Messages = I18nProviderProps.Messages

/** Our words and those of the components, each language a chunk that only its readers load. */
const LOADERS: Record<Language, () => Promise<[Words<typeof en>, Messages]>> = {
  en: () =>
    Promise.all([import('./en').then((one) => one.en), import('@cloudscape-design/components/i18n/messages/all.en').then(messagesOf)]),
  fr: () =>
    Promise.all([import('./fr').then((one) => one.fr), import('@cloudscape-design/components/i18n/messages/all.fr').then(messagesOf)]),
  de: () =>
    Promise.all([import('./de').then((one) => one.de), import('@cloudscape-design/components/i18n/messages/all.de').then(messagesOf)]),
  es: () =>
    Promise.all([import('./es').then((one) => one.es), import('@cloudscape-design/components/i18n/messages/all.es').then(messagesOf)]),
}

/** The sentences that the first page does without. */
const LATER: Record<Language, () => Promise<Words<typeof later>>> = {
  en: () => import('./later').then((one) => one.later),
  fr: () => import('./later.fr').then((one) => one.later),
  de: () => import('./later.de').then((one) => one.later),
  es: () => import('./later.es').then((one) => one.later),
}
const whole = new Map<Language, Promise<void>>()

/** The remaining sentences of the language that is spoken; pages that say them come with them. */
export function moreWords(language = i18next.language as Language): Promise<void> {
  const loading =
    whole.get(language) ??
    LATER[language]().then((words) => {
      i18next.addResourceBundle(language, 'translation', inEveryNumber(words), true, true)
    })
  whole.set(language, loading)
  loading.catch(() => whole.delete(language))
  return loading
}

function messagesOf(module: { default: Messages }): Messages {
  return module.default
}

const componentMessages: Messages[] = []

/** The words of the components in every language loaded so far. */
export const messages = (): readonly Messages[] => [...componentMessages]

/** Makes the pages speak a language. Rejects when its words cannot be loaded: then they go on in the one they speak. */
export async function speak(language: Language): Promise<void> {
  if (language === i18next.language) return
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const [words, ofComponents] = await LOADERS[language]()
    i18next.addResourceBundle(language, 'translation', inEveryNumber(words))
    componentMessages.push(ofComponents)
    if (whole.size > 0) await moreWords(language) // a page that says more is on the screen, or was
  }
  await i18next.changeLanguage(language)
}

/** Whether there are words at all. */
export const speaking = (): boolean => componentMessages.length > 0

/** Tells the document, for screen readers, hyphenation and the marks around quotations. */
function tell(language: string): void {
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}

/** Numbers inside sentences are written as the reader writes them. */
const numbers: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language) =>
    typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : String(value ?? ''),
}

/** Before anything is shown; then somebody says in which language, with speak. */
export async function startTranslations(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(numbers)
    .init({
      resources: {},
      fallbackLng: false, // each language has every word: see Words
      supportedLngs: [...LANGUAGES],
      react: { bindI18nStore: 'added' },
      saveMissing: true, // a sentence that comes later, said by a part that did not ask for it: it comes now
      missingKeyHandler: ([language]) => void moreWords(language as Language).catch(() => undefined),
      interpolation: { escapeValue: false, alwaysFormat: true },
    })
  i18next.on('languageChanged', tell)
}
