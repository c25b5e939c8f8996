/** A reason of the API as a sentence: "length: has 4 characters" becomes "Length: has 4 characters." */
export function sentence(reason: string): string {
  const text = reason.trim()
  if (text === '') return ''
  const first = text.charAt(0).toLocaleUpperCase() + text.slice(1)
  return /[.!?]$/.test(first) ? first : `${first}.`
}
