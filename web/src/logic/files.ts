/** What the exchange takes as a document; the API looks into the file and has the last word. */
const TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'text/plain']
const LARGEST = 10 * 1024 * 1024

/** Why a file need not be sent at all: the key of a sentence. */
export function fileTrouble(file: Pick<File, 'type' | 'size'>): 'tooLarge' | 'wrongType' | undefined {
  if (!TYPES.includes(file.type)) return 'wrongType'
  return file.size > LARGEST ? 'tooLarge' : undefined
}

/** Whole kilobytes, at least one. */
export function kilobytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1024))
}
