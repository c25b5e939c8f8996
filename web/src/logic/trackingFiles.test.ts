import { describe, expect, it } from 'vitest'
import { sizeWords, trackingFileTrouble, trackingFileType } from './trackingFiles'

describe('a file of tracking messages', () => {
  it.each([
    ['a.ndjson', 'application/x-ndjson'],
    ['A.JSONL.GZ', 'application/x-ndjson'],
    ['a.json', 'application/json'],
    ['a.json.gz', 'application/json'],
    ['emsevt.edi', 'text/plain'],
    ['emsevt', 'text/plain'],
  ])('%s is %s', (name, type) => expect(trackingFileType(name)).toBe(type))

  it('is sent unless it is empty or too large', () => {
    expect(trackingFileTrouble({ size: 0 })).toBe('empty')
    expect(trackingFileTrouble({ size: 1024 ** 3 })).toBeUndefined()
    expect(trackingFileTrouble({ size: 1024 ** 3 + 1 })).toBe('tooLarge')
  })

  it('has a size in words', () => {
    expect(sizeWords(0, 'en')).toBe('0 byte')
    expect(sizeWords(1_500_000, 'en')).toBe('1.5 MB')
    expect(sizeWords(1024 ** 3, 'de')).toBe('1,1\u00a0GB')
  })
})
