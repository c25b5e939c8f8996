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

/** What a person reads: what they chose, else what was chosen on this browser last, else the first of the browser's languages that there is. */
export function languageFor(chosen: string | undefined, last: string | undefined, wanted: readonly string[]): Language {
  return [chosen, last, ...wanted].map(languageOf).find((one) => one !== undefined) ?? 'en'
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
