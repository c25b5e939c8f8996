/** The largest file of tracking messages that the exchange takes. */
const LARGEST = 1024 ** 3

/** Why a file need not be sent at all: the key of a sentence. */
export function trackingFileTrouble(file: Pick<File, 'size'>): 'tooLarge' | 'empty' | undefined {
  if (file.size === 0) return 'empty'
  return file.size > LARGEST ? 'tooLarge' : undefined
}

/** What a file says it is, by its name: NDJSON begins like JSON, so the exchange has to be told. */
export function trackingFileType(name: string): string {
  const plain = name.toLowerCase().replace(/\.gz$/, '')
  if (/\.(ndjson|jsonl)$/.test(plain)) return 'application/x-ndjson'
  if (plain.endsWith('.json')) return 'application/json'
  return 'text/plain'
}

/** Bytes for people, in their language: 1.5 MB. */
export function sizeWords(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1000)))
  return new Intl.NumberFormat(language, { style: 'unit', unit: units[power], unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    bytes / 1000 ** power,
  )
}
