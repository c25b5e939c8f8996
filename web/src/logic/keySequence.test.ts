import { describe, expect, it } from 'vitest'
import { modifier, opensPalette, press, takesKeys, together, typedOn } from './keySequence'

const KNOWN = ['j', 'k', '?', 'g t', 'g w']

describe('keys after each other', () => {
  it('one key is a command', () => expect(press('', 'j', KNOWN)).toEqual({ waiting: '', found: 'j' }))
  it('"g" waits, and the next letter says where to', () => {
    expect(press('', 'g', KNOWN)).toEqual({ waiting: 'g', found: undefined })
    expect(press('g', 'w', KNOWN)).toEqual({ waiting: '', found: 'g w' })
  })
  it('a sequence that leads nowhere is forgotten, and its last key counts by itself', () => {
    expect(press('g', 'j', KNOWN)).toEqual({ waiting: '', found: 'j' })
    expect(press('g', 'z', KNOWN)).toEqual({ waiting: '', found: undefined })
    expect(press('g', 'g', KNOWN)).toEqual({ waiting: 'g', found: undefined })
  })
  it('other keys are nothing', () => expect(press('', 'x', KNOWN)).toEqual({ waiting: '', found: undefined }))
})

describe('where letters are not commands', () => {
  const place = (tagName: string, more: { role?: string; type?: string; dialog?: boolean; editable?: boolean } = {}) => ({
    tagName,
    type: more.type,
    isContentEditable: more.editable,
    getAttribute: () => more.role ?? null,
    closest: () => (more.dialog ? {} : null),
  })
  it('is wherever somebody types', () => {
    for (const tag of ['INPUT', 'TEXTAREA', 'SELECT']) expect(takesKeys(place(tag))).toBe(true)
    expect(takesKeys(place('DIV', { editable: true }))).toBe(true)
    expect(takesKeys(place('DIV', { role: 'combobox' }))).toBe(true)
    expect(takesKeys(place('UL', { role: 'listbox' }))).toBe(true)
  })
  it('is in a dialog', () => expect(takesKeys(place('BUTTON', { dialog: true }))).toBe(true))
  it('is not at buttons, links and boxes to tick', () => {
    expect(takesKeys(null)).toBe(false)
    expect(takesKeys(place('BUTTON'))).toBe(false)
    expect(takesKeys(place('A'))).toBe(false)
    expect(takesKeys(place('INPUT', { type: 'checkbox' }))).toBe(false)
  })
})

describe('the key that is held with another', () => {
  it('is called as on the reader’s keyboard', () => {
    expect([modifier('Win32', 'Ctrl'), together('Win32', 'Ctrl', 'K')]).toEqual(['Ctrl', 'Ctrl+K'])
    expect([modifier('Linux x86_64', 'Strg'), together('Linux x86_64', 'Strg', 'Eingabe')]).toEqual(['Strg', 'Strg+Eingabe'])
  })
  it('is ⌘ wherever that opens the palette', () => {
    for (const platform of ['MacIntel', 'iPhone', 'iPad']) {
      expect([modifier(platform, 'Ctrl'), together(platform, 'Ctrl', 'K')]).toEqual(['⌘', '⌘K'])
      expect(opensPalette({ key: 'k', ctrlKey: false, metaKey: true, altKey: false, shiftKey: false }, platform)).toBe(true)
    }
  })
})

describe('the palette', () => {
  const key = (more: object) => ({ key: 'k', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })
  it('opens with Ctrl+K', () => {
    expect(opensPalette(key({ ctrlKey: true }), 'Win32')).toBe(true)
    expect(opensPalette(key({ ctrlKey: true, key: 'K' }), 'Linux x86_64')).toBe(true)
    expect(opensPalette(key({ metaKey: true }), 'Win32')).toBe(false)
    expect(opensPalette(key({ ctrlKey: true, shiftKey: true }), 'Win32')).toBe(false)
    expect(opensPalette(key({}), 'Win32')).toBe(false)
  })
  it('opens with ⌘K on a Mac, where Ctrl+K cuts to the end of the line', () => {
    expect(opensPalette(key({ metaKey: true }), 'MacIntel')).toBe(true)
    expect(opensPalette(key({ ctrlKey: true }), 'MacIntel')).toBe(false)
  })
})

it('what is typed before there is a box for it is kept', () => {
  const typed = ['f', 'Shift', 'ü', ' ', 'x', 'Backspace', 'Enter', 'r'].reduce((text, key) => typedOn(text, key) ?? text, '')
  expect(typed).toBe('fü r')
  expect(typedOn('', 'Backspace')).toBe('')
  expect(typedOn('f', 'ArrowDown')).toBeUndefined()
})
