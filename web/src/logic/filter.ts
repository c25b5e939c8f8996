const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Every typed word occurs in one of the texts, whatever its case and accents. */
export function matches(wanted: string, ...texts: (string | null | undefined)[]): boolean {
  const all = plain(texts.filter(Boolean).join(' '))
  return plain(wanted)
    .split(/\s+/)
    .every((word) => all.includes(word))
}
