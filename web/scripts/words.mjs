// Keeps the languages of the pages together. `npm run words` names the keys that a language lacks, with their English words, one a line as
// "file key|English"; with a file of lines "key|French|German|Spanish" (which may be empty) it writes those words. Files whose words stay are not
// touched. Where only words change, nothing else does; where keys come or go, the file is laid out like its English one and keeps its own comment.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import ts from 'typescript'

const LANGUAGES = ['fr', 'de', 'es']
const at = (name) => new URL(`../src/i18n/${name}`, import.meta.url)

/** en.ts and the files that it and later.ts take in. */
const FILES = [...(readFileSync(at('en.ts'), 'utf8') + readFileSync(at('later.ts'), 'utf8')).matchAll(/from '\.\/(\w+)'/g)]
  .map(([, name]) => ({ english: `${name}.ts`, name, file: (language) => `${name}.${language}.ts` }))
  .concat({ english: 'en.ts', name: 'en', file: (language) => `${language}.ts` })

/** Every sentence of a file by its key, with where it stands and how it is written there; and the files that it takes in. */
function read(name) {
  const text = readFileSync(at(name), 'utf8')
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  const found = new Map()
  const taken = []
  const walk = (node, path) => {
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return walk(node.expression, path)
    if (ts.isObjectLiteralExpression(node)) {
      taken.push(...node.properties.filter(ts.isSpreadAssignment).map((one) => one.expression.getText()))
      for (const one of node.properties.filter(ts.isPropertyAssignment)) walk(one.initializer, [...path, one.name.text])
    }
    if (ts.isStringLiteralLike(node))
      found.set(path.join('.'), { words: node.text, start: node.getStart(), end: node.getEnd(), source: node.getText() })
  }
  for (const statement of source.statements)
    if (ts.isVariableStatement(statement)) walk(statement.declarationList.declarations[0].initializer, [])
  return { text, found, taken }
}

const quoted = (words) => (words.includes("'") ? `"${words.replaceAll('"', '\\"')}"` : `'${words.replaceAll('\\', '\\\\')}'`)

/** A file with other sources for its sentences. */
function replaced({ text, found }, sourceOf) {
  let out = text
  for (const [key, one] of [...found].reverse()) out = out.slice(0, one.start) + sourceOf(key, one) + out.slice(one.end)
  return out
}

const COMMENT = /\/\*\*[\s\S]*?\*\//

/** A language's file with these words; undefined where it has them already. */
function written(file, language, words) {
  const english = read(file.english)
  const name = file.file(language)
  const old = existsSync(at(name)) ? read(name) : { text: '', found: new Map(), taken: [] }
  const source = (key) => (old.found.get(key)?.words === words.get(key) ? old.found.get(key).source : quoted(words.get(key) ?? ''))
  const outline = ({ found, taken }) => [...found.keys(), ...taken].sort().join()
  if (outline(old) !== outline(english)) return laidOut(file, language, replaced(english, source), old.text.match(COMMENT)?.[0])
  const out = replaced(old, source)
  return out === old.text ? undefined : out
}

/** The text of an English file made a language's, with that one's comment if it has one. */
function laidOut({ name }, language, text, comment) {
  const type = name === 'en' ? 'Words<typeof en>' : 'Words<typeof english>'
  const imports = name === 'en' ? "import type { en } from './en'\n" : `import type { ${name} as english } from './${name}'\n`
  return (
    imports +
    text
      .replaceAll(/from '\.\/(\w+)'/g, `from './$1.${language}'`)
      .replace(`export const ${name} =`, `export const ${name === 'en' ? language : name}: ${type} =`)
      .replace(/\} as const\n$/, '}\n')
      .replace(COMMENT, (english) => comment ?? english)
      .replace(/\n?\/\*\*/, "import type { Words } from './words'\n\n/**")
  )
}

const given = process.argv[2]
  ? readFileSync(process.argv[2], 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('|'))
  : []
let lacking = 0
for (const file of FILES) {
  const { found } = read(file.english)
  LANGUAGES.forEach((language, column) => {
    const name = file.file(language)
    const words = new Map(existsSync(at(name)) ? [...read(name).found].map(([key, one]) => [key, one.words]) : [])
    for (const [key, ...languages] of given) if (found.has(key)) words.set(key, languages[column])
    const missing = [...found.keys()].filter((key) => !words.get(key))
    const surplus = [...words.keys()].filter((key) => !found.has(key))
    for (const key of missing) process.stdout.write(`${name} ${key}|${found.get(key).words}\n`)
    for (const key of surplus) process.stdout.write(`${name} ${key} is not in English\n`)
    lacking += missing.length
    if (!process.argv[2] || missing.length > 0) {
      lacking += surplus.length
      return
    }
    const text = written(file, language, words)
    if (text !== undefined) writeFileSync(at(name), text)
  })
}
for (const [key] of given) if (!FILES.some(({ english }) => read(english).found.has(key))) process.stdout.write(`${key} is no key\n`)
if (process.argv[2]) process.stdout.write('Now run `npm run format`.\n')
process.exitCode = lacking > 0 ? 1 : 0
