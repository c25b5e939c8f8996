/** A message as people read it, and where in it something stands. */

/** EDIFACT that was written on one line, a segment a line: line breaks mean nothing there. Other texts stay as they are. */
export function folded(text: string, format: string): string {
  if (format !== 'edifact' || text.trimEnd().includes('\n')) return text
  const advice = /^\s*UNA(.)(.)(.)(.)(.)(.)/s.exec(text)
  const release = advice ? advice[4] : '?'
  const terminator = advice ? advice[6] : "'"
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? ''
    out += character
    if (advice && i < (advice[0]?.length ?? 0) - 1) continue
    if (character === release && release !== ' ') {
      i++
      out += text[i] ?? ''
    } else if (character === terminator && i + 1 < text.length && text[i + 1] !== '\n' && text[i + 1] !== '\r') out += '\n'
  }
  return out
}

/** Where in the text something stands. */
export interface Place {
  from: number
  to: number
  line: number
}

interface Fault {
  segment: string
  original: string
}

const BYTE = /byte (\d+)/
const LINE = /line (\d+), column (\d+)/
/** Character sets in which a character may take more than one byte. */
const WIDE = /^\s*(UNA.{6}\s*)?UNB.(UNOW|UNOY)/s

/** Finds what the API names by its byte, its line, or the text itself. Undefined: nobody knows where it is. */
export function placeOf(text: string, { segment, original }: Fault): Place | undefined {
  const quoted = original && !original.endsWith('…') ? text.indexOf(original) : -1
  if (quoted >= 0) return placed(text, quoted, quoted + original.length)
  const line = LINE.exec(segment)
  if (line) {
    const start =
      text
        .split('\n')
        .slice(0, Number(line[1]) - 1)
        .join('\n').length + (line[1] === '1' ? 0 : 1)
    return placed(text, start + Math.max(0, Number(line[2]) - 1), endOfLine(text, start))
  }
  const byte = BYTE.exec(segment)
  if (!byte) return undefined
  const at = characterAt(text, Number(byte[1]))
  return placed(text, at, endOfLine(text, at))
}

function placed(text: string, from: number, to: number): Place {
  const start = Math.min(from, text.length)
  return { from: start, to: Math.max(start, Math.min(to, text.length)), line: text.slice(0, start).split('\n').length }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** The character that a byte of the file belongs to. */
function characterAt(text: string, byte: number): number {
  const json = /^\s*[{[]/.test(text)
  if (!json && !WIDE.test(text)) return byte
  let bytes = 0
  let at = 0
  for (const character of text) {
    if (bytes >= byte) return at
    bytes += new TextEncoder().encode(character).length
    at += character.length
  }
  return at
}
