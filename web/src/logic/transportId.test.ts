import { describe, expect, it } from 'vitest'
import { kindOfNumber, shortReceptacle, spacedTransportId } from './transportId'

const RECEPTACLE = 'DEFRAAGBCVTAAUN60123001100125'

describe('kindOfNumber', () => {
  it.each([
    ['cc 473 124 829 gb', 'item'],
    ['defraa gbcvta a un 6 0123', 'transport'],
    ['DEFRAA-GBCVTA-A-UN-6-0123-001-1-0-0125', 'transport'],
    ['DE-0001234', 'other'],
    ['CC12', 'other'],
    ['', 'other'],
  ])('%j is of kind %s', (typed, kind) => {
    expect(kindOfNumber(typed)).toBe(kind)
  })
})

describe('spacedTransportId', () => {
  it('groups a receptacle', () => expect(spacedTransportId(RECEPTACLE)).toBe('DEFRAA GBCVTA A UN 6 0123 001 1 0 0125'))
  it('groups a dispatch', () => expect(spacedTransportId(RECEPTACLE.slice(0, 20))).toBe('DEFRAA GBCVTA A UN 6 0123'))
  it('leaves a consignment alone', () => expect(spacedTransportId('DE0001234')).toBe('DE0001234'))
})

it('shortReceptacle names it for people', () => expect(shortReceptacle(RECEPTACLE)).toBe('DEFRAA → GBCVTA, 0123/001'))
