import { expect, it } from 'vitest'
import { fileTrouble, kilobytes } from './files'

it('takes documents and pictures of a reasonable size', () => {
  expect(fileTrouble({ type: 'application/pdf', size: 10 * 1024 * 1024 })).toBeUndefined()
  expect(fileTrouble({ type: 'application/pdf', size: 10 * 1024 * 1024 + 1 })).toBe('tooLarge')
  expect(fileTrouble({ type: 'application/zip', size: 1 })).toBe('wrongType')
})
it('no document is shown as empty', () => expect([kilobytes(1), kilobytes(2048)]).toEqual([1, 2]))
