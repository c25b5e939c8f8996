// Keeps the languages of the pages together. `npm run words` names the keys that a language lacks, with their English words, one a line as
// "file key|English"; with a file of lines "key|French|German|Spanish" (which may be empty) it writes those words, each file laid out like its
// English one and without keys that are no more.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import ts from 'typescript'

const LANGUAGES = ['fr', 'de', 'es']
const at = (name) => new URL(`../src/i18n/${name}`, import.meta.url)

/** en.ts and the files that it and later.ts take in. */
const FILES = [...(readFileSync(at('en.ts'), 'utf8') + readFileSync(at('later.ts'), 'utf8')).matchAll(/from '\.\/(\w+)'/g)]
  .map(([, name]) => ({ english: `${name}.ts`, name, file: (language) => `${name}.${language}.ts` }))
  .concat({ english: 'en.ts', name: 'en', file: (language) => `${language}.ts` })

/** Every sentence of a file by its key, with where it stands. */
function read(name) {
  const text = readFileSync(at(name), 'utf8')
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  const found = new Map()
  const walk = (node, path) => {
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return walk(node.expression, path)
    if (ts.isObjectLiteralExpression(node))
      for (const one of node.properties.filter(ts.isPropertyAssignment)) walk(one.initializer, [...path, one.name.text])
    if (ts.isStringLiteralLike(node)) found.set(path.join('.'), { words: node.text, start: node.getStart(), end: node.getEnd() })
  }
  for (const statement of source.statements)
    if (ts.isVariableStatement(statement)) walk(statement.declarationList.declarations[0].initializer, [])
  return { text, found }
}

const quoted = (words) => (words.includes("'") ? `"${words.replaceAll('"', '\\"')}"` : `'${words.replaceAll('\\', '\\\\')}'`)

/** The English file with other words. */
function written({ english, name }, language, words) {
  const { text, found } = read(english)
  let out = text
  for (const [key, { start, end }] of [...found].reverse()) out = out.slice(0, start) + quoted(words.get(key) ?? '') + out.slice(end)
  const type = name === 'en' ? 'Words<typeof en>' : 'Words<typeof english>'
  const imports = name === 'en' ? "import type { en } from './en'\n" : `import type { ${name} as english } from './${name}'\n`
  return (
    imports +
    out
      .replaceAll(/from '\.\/(\w+)'/g, `from './$1.${language}'`)
      .replace(`export const ${name} =`, `export const ${name === 'en' ? language : name}: ${type} =`)
      .replace(/\} as const\n$/, '}\n')
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
    if (process.argv[2] && missing.length === 0) writeFileSync(at(name), written(file, language, words))
    else lacking += surplus.length
  })
}
for (const [key] of given) if (!FILES.some(({ english }) => read(english).found.has(key))) process.stdout.write(`${key} is no key\n`)
if (process.argv[2]) process.stdout.write('Now run `npm run format`.\n')
process.exitCode = lacking > 0 ? 1 : 0
