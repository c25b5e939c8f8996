import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** What is asked of the API and says nothing when it refuses, and why. */
const SILENT: Record<string, string> = {
  'pages/inquiry/useReceipts.ts mutate': 'nobody pressed anything: the receipt is given with the next look',
}

/** Where a refusal is told under another name. */
const TOLD_OTHERWISE: Record<string, string> = {
  'pages/lists/ListForm.tsx change': 'as that of saving, whichever it is',
  'pages/lists/ListForm.tsx create': 'as that of saving, whichever it is',
}

const src = fileURLToPath(new URL('../', import.meta.url))
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.ts$/.test(name) && /^(app|pages|parts)\//.test(name))
  .map((name) => ({ name, text: readFileSync(src + name, 'utf8') }))

/** A call with its arguments and what is called on its answer. */
function callAt(text: string, start: number): string {
  let depth = 0
  for (let at = text.indexOf('(', start); at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return text.slice(start, at + 12)
  }
  return text.slice(start)
}

const asked = sources.flatMap(({ name, text }) =>
  [...text.matchAll(/\b(?:(\w+)\.)?(mutate|mutateAsync)\(/g)].map((found) => ({
    id: `${name} ${found[1] ?? found[2]}`,
    told:
      new RegExp(`\\b${found[1] ?? '\\w+'}\\.error\\b`).test(text) ||
      /onError|failed\b|\.catch\(/.test(callAt(text, found.index)) ||
      (found[2] === 'mutateAsync' && /\} catch \(error\)/.test(text)),
  })),
)
const steps = sources.filter(({ text }) => /\bstep\.take\(/.test(text))

describe('what the API refuses', () => {
  it('is told, whatever was pressed', () =>
    expect([...new Set(asked.filter(({ id, told }) => !told && !(id in SILENT) && !(id in TOLD_OTHERWISE)).map(({ id }) => id))]).toEqual(
      [],
    ))
  it('is told of every step with an inquiry', () =>
    expect(steps.filter(({ text }) => !/<(StepProblems|DialogActions)\b/.test(text)).map(({ name }) => name)).toEqual([]))
  it('is named as silent only where it is asked', () =>
    expect([...Object.keys(SILENT), ...Object.keys(TOLD_OTHERWISE)].filter((id) => !asked.some((one) => one.id === id))).toEqual([]))
})
