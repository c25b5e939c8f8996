// Prints what a browser loads first, compressed, and fails when it outgrows the budget.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGET_KB = 450
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

/** What a page needs before it shows: its chunk and everything that imports statically. */
function closure(...keys) {
  const files = new Set()
  const walk = (key) => {
    if (files.has(manifest[key].file)) return
    files.add(manifest[key].file)
    for (const next of manifest[key].imports ?? []) walk(next)
  }
  keys.forEach(walk)
  return [...files]
}
/** Parts that are put together by name (vite.config.ts). */
const named = (name) => Object.keys(manifest).find((key) => manifest[key].name === name)
const kb = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0) / 1024
const all = readdirSync(new URL('assets/', dist)).map((name) => `assets/${name}`)
/** The language whose words weigh most: everybody loads one. */
const words = (language) => [`src/i18n/${language}.ts`, `node_modules/@cloudscape-design/components/i18n/messages/all.${language}.js`]
const [heaviest] = ['en', 'fr', 'de', 'es'].sort((a, b) => kb(closure(...words(b))) - kb(closure(...words(a))))
const landing = kb(closure(named('start'), ...words(heaviest)))
const first = kb(closure(named('start'), ...words(heaviest), named('shell'), named('folder')))
const inquiry = kb(closure(named('start'), ...words(heaviest), named('shell'), named('folder'), 'src/pages/inquiry/InquiryPage.tsx'))
const scripts = kb(all.filter((file) => file.endsWith('.js')))
const styles = kb(all.filter((file) => file.endsWith('.css')))
const say = (name, size) => `${name} ${size.toFixed(0)} KB`
process.stdout.write(
  `JavaScript, gzip, in the heaviest language (${heaviest}): ${say('sign-in page', landing)}, ${say('folder list', first)} (budget ${BUDGET_KB}), ${say('with an inquiry', inquiry)}, ${say('all pages', scripts)}. ${say('Styles', styles)}.\n`,
)
if (first > BUDGET_KB) {
  process.stderr.write(`The first load is over its budget of ${BUDGET_KB} KB: load something lazily.\n`)
  process.exit(1)
}
