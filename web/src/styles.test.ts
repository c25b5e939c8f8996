import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const lines = readFileSync(fileURLToPath(new URL('styles.css', import.meta.url)), 'utf8').split('\n')

/** Sides of the screen where the sides of the line are meant, also in shorthands of four values. */
const PHYSICAL = [
  /^\s*(margin|padding|border)-(left|right|top|bottom)\b/,
  /^\s*(left|right|top|bottom|width|height|(min|max)-(width|height))\s*:/,
  /^\s*(float|clear|text-align)\s*:\s*(left|right)\b/,
  /^\s*(margin|padding|inset|border-radius|border-width)\s*:(\s+[^\s;]+){4}/,
]

it('the styles name no side that a language written from right to left would have to turn', () =>
  expect(lines.filter((line) => PHYSICAL.some((one) => one.test(line)))).toEqual([]))

it('each class is laid out in one place: two parts of the pages that call theirs alike would overrule each other', () => {
  const alone = lines.flatMap((line, place) => (lines[place - 1]?.endsWith(',') ? [] : (/^(\.[\w-]+) \{$/.exec(line)?.[1] ?? [])))
  expect(alone.filter((one, place) => alone.indexOf(one) < place)).toEqual([])
})
