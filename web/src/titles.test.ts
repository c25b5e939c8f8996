import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('.', import.meta.url))

/** A browser shows a title to a mouse alone. These may have one, because it says nothing that is not said elsewhere too. */
const ALLOWED: Record<string, string> = {
  'pages/inquiry/Preview.tsx': 'the name of a frame, which screen readers need',
  'pages/insights/Heat.tsx': 'the whole name of a short one, and figures that the table has as well',
  'pages/insights/Stacked.tsx': 'what the key and the table say as well',
}
/** An element of the document, not a part of ours, with a title. */
const TITLED = /<[a-z][\w-]*\s(?:[^<]*?\s)?title=[{"]/

it('nothing is told in a title alone, which neither keys nor fingers reach: show it, or use parts/Tip', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))
  expect(files.filter((name) => TITLED.test(readFileSync(`${root}${name}`, 'utf8'))).sort()).toEqual(Object.keys(ALLOWED).sort())
})
