// Pictures of every page and dialog for everybody who works with it, in two sizes, two themes and two languages, to be looked at: `npm run look`, and then
// e2e/.shots/index.html. No test: it decides nothing, but it lists what browsers complained about and what is wider than its window.
// A table that must be swiped to be read is a complaint too, but for those that are named. On the made-up API that it starts itself, or on BASE_URL.
// LANGUAGES=en,fr,de,es, THEMES=light,dark, SIZES=wide,phone,small,vast, DIRECTION=rtl as from right to left; an argument chooses pages by a regular expression.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pretend } from './pretend.mjs'

const chosen = new RegExp(process.argv[2] ?? '')
const among = (name, all) => (process.env[name] ?? all).split(',')
const WIDTHS = { wide: 1280, phone: 400, small: 320, vast: 1920 }
/** Where a table may be wider than its place at this width and above: elsewhere one swipes. */
const ROOMY = 1280
/** Tables that are read by row and column, with the first column always in sight. */
const MATRICES = ['data-hub']
const SHOTS = fileURLToPath(new URL('.shots/look/', import.meta.url))

const pretending = process.env.BASE_URL ? undefined : await pretend()
const { launch, open, signIn, BASE_URL } = await import('./browser.mjs')
const { call } = await import('./exchange.mjs')
const { addressOf, DIALOGS, OUTSIDE, opened, PAGES } = await import('./pages.mjs')

mkdirSync(SHOTS, { recursive: true })
const browser = await launch()
const views = among('LANGUAGES', 'en,de').flatMap((language) =>
  among('SIZES', 'wide,phone').flatMap((size) => among('THEMES', 'light,dark').map((theme) => ({ language, size, theme }))),
)
const people = [[undefined, OUTSIDE], ...Object.entries(PAGES)].map(([person, pages]) => [
  person,
  [...pages, ...(DIALOGS[person] ?? [])].filter(([name]) => chosen.test(name)),
])
/** By page's name and view: the complaints about it. */
const found = new Map()
const waiting = views.flatMap((view) => people.filter(([, pages]) => pages.length > 0).map(([person, pages]) => ({ view, person, pages })))
await Promise.all([walk(), walk()]) // two windows at a time
await browser.close().catch((error) => process.stdout.write(`${error.message}\n`))
await pretending?.close()
index()

async function walk() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { view, person, pages } = next
    const label = nameOf(view)
    const { page, complaints, close } = await open(browser, {
      width: WIDTHS[view.size],
      dark: view.theme === 'dark',
      language: view.language,
      rightToLeft: process.env.DIRECTION === 'rtl',
    })
    if (person) await signIn(page, person, '/', view.language)
    else await page.goto(BASE_URL, { waitUntil: 'networkidle' })
    for (const one of pages) {
      const address = await addressOf(one, (path) => call(page, 'GET', path))
      if (!address) {
        found.set(`${one[0]} ${label}`, ['no address'])
        continue
      }
      complaints.length = 0
      await page.goto(BASE_URL + address)
      await page
        .getByRole('heading', { level: 1 })
        .first()
        .waitFor({ timeout: 8_000 })
        .catch(() => complaints.push('no heading'))
      await page.waitForLoadState('networkidle').catch(() => undefined)
      await opened(page, one).catch((error) => complaints.push(String(error)))
      await page.waitForTimeout(300) // what moves into its place
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (over > 0) complaints.push(`${over} px too wide`)
      if (WIDTHS[view.size] >= ROOMY && !MATRICES.includes(one[0])) complaints.push(...(await page.evaluate(cut)))
      await page.screenshot({ path: `${SHOTS}${one[0]}-${label}.png`, fullPage: !one[2] })
      found.set(`${one[0]} ${label}`, [...new Set(complaints)])
    }
    await close().catch((error) => process.stdout.write(`${error.message}\n`))
    process.stdout.write(`${person ?? 'nobody'} ${label}\n`)
  }
}

/** In the page: the tables whose columns do not fit. */
function cut() {
  return [...document.querySelectorAll('main table')].flatMap((table) => {
    let box = table.parentElement
    while (box && !/auto|scroll/.test(getComputedStyle(box).overflowX)) box = box.parentElement
    const over = box ? box.scrollWidth - box.clientWidth : 0
    return over > 1 ? [`${over} px of "${table.getAttribute('aria-label') ?? 'a table'}" are out of sight`] : []
  })
}

function nameOf({ language, size, theme }) {
  return `${language}-${size}-${theme}`
}

function index() {
  const escaped = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
  const cell = (name, label) => {
    const complaints = found.get(`${name} ${label}`)
    if (!complaints) return '<td>–</td>'
    const list = complaints.length > 0 ? `<ul>${complaints.map((one) => `<li>${escaped(one.slice(0, 300))}</li>`).join('')}</ul>` : ''
    return `<td><a href="look/${name}-${label}.png"><img loading="lazy" alt="${name}, ${label}" src="look/${name}-${label}.png"></a>${list}</td>`
  }
  const labels = views.map(nameOf)
  const rows = people.flatMap(([person, pages]) => [
    `<tr><th colspan="${labels.length + 1}">${person ?? 'signed out'}</th></tr>`,
    ...pages.map(([name]) => `<tr id="${name}"><th>${name}</th>${labels.map((label) => cell(name, label)).join('')}</tr>`),
  ])
  const complained = [...found].filter(([, complaints]) => complaints.length > 0)
  writeFileSync(
    `${SHOTS}../index.html`,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title>
<style>body{font:14px system-ui}td,th{vertical-align:top;text-align:start;padding:4px}img{width:300px;border:1px solid #aaa}ul{color:#b00;width:300px;margin:0;overflow-wrap:anywhere}</style>
<h1>Every page</h1><p>${found.size} pictures, ${complained.length} with complaints.</p>
<table><tr><th></th>${labels.map((label) => `<th>${label}</th>`).join('')}</tr>${rows.join('\n')}</table></html>\n`,
  )
  for (const [what, complaints] of complained) process.stdout.write(`${what}: ${complaints.slice(0, 3).join('; ').slice(0, 400)}\n`)
  process.stdout.write(`${found.size} pictures, ${complained.length} with complaints: ${SHOTS}../index.html\n`)
}
