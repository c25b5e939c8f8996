/** The currencies of ISO 4217 that the browser knows, and the special drawing right in which posts settle, with their names. */
export function currencies(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'currency' })
  const codes = new Set([...Intl.supportedValuesOf('currency'), 'XDR'])
  return [...codes].sort().map((code) => ({ code, name: names.of(code) ?? code }))
}
