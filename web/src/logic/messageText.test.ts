import { describe, expect, it } from 'vitest'
import { folded, placeOf } from './messageText'

describe('a message as people read it', () => {
  it('has a segment a line, also where its own separators say so', () => {
    expect(folded("UNA:+.? 'UNB+UNOA:2'FTX+IT?'S'UNZ+1'", 'edifact')).toBe("UNA:+.? '\nUNB+UNOA:2'\nFTX+IT?'S'\nUNZ+1'")
    expect(folded('UNA:+.! ~UNB+UNOA:2~FTX+A!~B~', 'edifact')).toBe('UNA:+.! ~\nUNB+UNOA:2~\nFTX+A!~B~')
    expect(folded("UNA:+.  'UNB+UNOA:2'FTX+A ?'", 'edifact')).toBe("UNA:+.  '\nUNB+UNOA:2'\nFTX+A ?'")
  })
  it('is left alone where it has lines, or is no EDIFACT', () => {
    expect(folded("UNB+UNOA:2'\nUNZ+1'", 'edifact')).toBe("UNB+UNOA:2'\nUNZ+1'")
    expect(folded('{"a":"\'"}', 'json')).toBe('{"a":"\'"}')
  })
})

describe('the place of a fault', () => {
  const text = "UNB+UNOA:2'\nGID+1'\nPCI++EE123456790GB'\nUNZ+1'"
  it('is where its text is quoted', () => {
    const place = placeOf(text, { segment: 'segment 3 (PCI), byte 19', original: "GID+1'\nPCI++EE123456790GB'" })
    expect(place).toEqual({ from: 12, to: 38, line: 2 })
  })
  it('is the byte that is named, to the end of its line', () => {
    expect(placeOf(text, { segment: 'segment 3 (PCI), byte 19', original: '' })).toEqual({ from: 19, to: 38, line: 3 })
  })
  it('counts bytes where a character takes several', () => {
    const wide = "UNB+UNOY:4+Łódź'\nPCI+X'"
    expect(placeOf(wide, { segment: 'segment 2 (PCI), byte 20', original: '' })?.from).toBe(17)
    expect(placeOf('{"ö":\n x}', { segment: 'byte 7', original: '' })?.from).toBe(6)
  })
  it('is the line and column that is named', () => {
    expect(placeOf('{"events":\n[x]}', { segment: 'line 2, column 2', original: '' })).toEqual({ from: 12, to: 15, line: 2 })
    expect(placeOf('{x}', { segment: 'body: line 1, column 2', original: '' })).toEqual({ from: 1, to: 3, line: 1 })
  })
  it('may be nowhere', () => expect(placeOf('{}', { segment: 'events[3].itemId', original: '…' })).toBeUndefined())
  it('never lies behind the text', () => expect(placeOf('{}', { segment: 'byte 99', original: '' })).toEqual({ from: 2, to: 2, line: 1 }))
})
