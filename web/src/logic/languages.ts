/** The languages of the pages. English is the one that others fall back to. */
export const LANGUAGES = ['en', 'fr', 'de', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each by its own name, for those who read nothing else. */
export const OWN_NAMES: Record<Language, string> = { en: 'English', fr: 'Français', de: 'Deutsch', es: 'Español' }

/** The page's language that a tag is of. */
export function languageOf(tag: string | undefined): Language | undefined {
  const short = tag?.toLowerCase().split('-')[0]
  return LANGUAGES.find((one) => one === short)
}

/** Languages that people chose on this device, by person; "" is the last choice of anybody. */
export type Chosen = Readonly<Record<string, string>>

/** What a person reads: what they chose here, else what was chosen here last, else the first of the browser's languages that there is. */
export function languageFor(person: string, chosen: Chosen, wanted: readonly string[]): Language {
  return [chosen[person], chosen[''], ...wanted].map(languageOf).find((one) => one !== undefined) ?? 'en'
}

/** What a person chose, remembered: for themselves and for the door, where nobody is known yet. */
export function choose(person: string, language: Language, chosen: Chosen): Chosen {
  return { ...chosen, '': language, [person]: language }
}

/** Languages by their names in the reader's language. */
export function languageNames(codes: readonly string[], language: string): string {
  const names = new Intl.DisplayNames([language], { type: 'language' })
  return new Intl.ListFormat(language, { style: 'short', type: 'unit' }).format(codes.map((code) => names.of(code) ?? code))
}

/** The languages that a text may be marked with: those of the pages, then those that the posts work in. */
export function writtenLanguages(ofPosts: readonly (readonly string[] | null | undefined)[]): string[] {
  return [...new Set<string>([...LANGUAGES, ...ofPosts.flatMap((one) => one ?? [])])]
}

/** Where nobody says which region: posts write the day before the month in English too. */
const USUAL: Record<string, string> = { en: 'en-GB' }

/** The pages' language in the region the browser asks for: Austrian dates for an Austrian reader of German. */
export function localeOf(language: string, wanted: readonly string[]): string {
  return wanted.find((one) => one.startsWith(`${language}-`)) ?? USUAL[language] ?? language
}
