/** Languages by their names in the reader's language. */
export function languageNames(codes: readonly string[], language: string): string {
  const names = new Intl.DisplayNames([language], { type: 'language' })
  return new Intl.ListFormat(language, { style: 'short', type: 'unit' }).format(codes.map((code) => names.of(code) ?? code))
}

/** The pages' language in the region the browser asks for: British dates for a British reader of English. */
export function localeOf(language: string, wanted: readonly string[]): string {
  return wanted.find((one) => one === language || one.startsWith(`${language}-`)) ?? language
}
