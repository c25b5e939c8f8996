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

/** Languages that call centres work in and whose names not every browser knows. */
const UNNAMED: Record<string, Record<Language, string>> = {
  dz: { en: 'Dzongkha', fr: 'dzongkha', de: 'Dzongkha', es: 'dzongkha' },
  rn: { en: 'Rundi', fr: 'kirundi', de: 'Rundi', es: 'kirundi' },
  ss: { en: 'Swazi', fr: 'swati', de: 'Swati', es: 'suazi' },
}

const known = (language: string) => {
  const names = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' })
  return (code: string) => names.of(code)
}

/** Languages by their names in the reader's language, as a browser knows them. */
export function languageNames(codes: readonly string[], language: string, nameOf = known(language)): string {
  const name = (code: string) => nameOf(code) ?? UNNAMED[code]?.[language.slice(0, 2) as Language] ?? code
  return new Intl.ListFormat(language, { style: 'short', type: 'unit' }).format(codes.map(name))
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
