// Pictures of every page in two sizes, two themes and two languages, to be looked at: `npm run look`. No test: it decides nothing.
// LANGUAGES=en,fr,de,es chooses the languages; an argument such as de-wide-dark only those pictures.
import { launch, open, READERS, shot, signIn } from './browser.mjs'

const person = process.env.PERSON ?? 'ana.agent@gba.example'
const only = process.argv[2]
const ADMINISTRATION = [
  ['centres', '/administration/call-centres'],
  ...['calendar', 'period', 'alerts', 'forceMajeure'].map((tab) => [`centre-${tab}`, `/administration/call-centres/GBA-DON?tab=${tab}`]),
  ['hand-over', '/administration/post'],
  ['settings', '/administration/post?tab=settings'],
  ['machines', '/administration/machine-access'],
  ['crm', '/administration/crm'],
  ...['mapping', 'waiting', 'done', 'versions'].map((tab) => [`crm-${tab}`, `/administration/crm/01KB1C7Q2M4P6R8T0V2X4Z6B8D?tab=${tab}`]),
  ['exchange', '/administration/exchange'],
  ['templates', '/templates'],
  ['messages', '/messages'],
  ['messages-all', '/messages?show=all'],
  ['message', '/messages/01KB0F3Z6Q8W4N2R7T5Y9X1C3V?record=1'],
  ['message-unreadable', '/messages/01KB0D0A0B0C0D0E0F0G0H0J0K'],
  ['message-corrected', '/messages/01KAZX2B4C6D8E0F2G4H6J8K0M'],
  ['message-correct', '/messages/01KB0F3Z6Q8W4N2R7T5Y9X1C3V/correct'],
  ...['versions', 'workflows', 'products', 'replies'].map((tab) => [`catalogue-${tab}`, `/catalogue?tab=${tab}`]),
]
const browser = await launch()
for (const language of (process.env.LANGUAGES ?? 'en,de').split(','))
  for (const [size, width] of [
    ['wide', 1280],
    ['phone', 400],
  ])
    for (const dark of [false, true]) {
      const suffix = `${language}-${size}-${dark ? 'dark' : 'light'}`
      if (only && !suffix.includes(only)) continue
      const { page, complaints, close } = await open(browser, { width, dark, language })
      await page.goto(process.env.BASE_URL ?? 'http://localhost:8080')
      await page.getByRole('button', { name: READERS[language].signIn }).waitFor()
      await shot(page, `landing-${suffix}`)
      await signIn(page, person, '/', language)
      for (const [name, path] of pages(await firstInquiries(page))) {
        await page.goto(new URL(path, page.url()).href)
        await page.waitForLoadState('networkidle').catch(() => undefined)
        await page
          .locator('#page h1')
          .first()
          .waitFor({ timeout: 8_000 })
          .catch(() => undefined)
        await page.waitForTimeout(400)
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        if (over > 0) complaints.push(`${name} is ${over} px too wide`)
        await shot(page, `${name}-${suffix}`)
      }
      process.stdout.write(`${suffix}: ${complaints.length} complaints\n${[...new Set(complaints)].slice(0, 8).join('\n')}\n`)
      await close()
    }
await browser.close()

/** The first inquiry of each folder, by the links its list shows. */
async function firstInquiries(page) {
  const found = []
  for (const folder of ['toDo', 'waiting', 'returned', 'toRead', 'closed', 'drafts', 'overdueByPartner']) {
    await page.goto(new URL(`/folders/${folder}`, page.url()).href)
    const link = page.locator('table a[href^="/inquiries/"]').first()
    await link.waitFor({ timeout: 4_000 }).catch(() => undefined)
    if (await link.count()) found.push([`inquiry-${folder}`, await link.getAttribute('href')])
  }
  return found
}

function pages(inquiries) {
  const item = process.env.ITEM ?? 'CC100000025GB'
  return [
    ['folder-waiting', '/folders/waiting'],
    ['folder-todo', '/folders/toDo'],
    ['folder-empty', '/folders/unroutable'],
    ...inquiries,
    ['search', '/items'],
    ['item', `/items/${item}`],
    ['item-missing', '/items/CC100000290GB'],
    ['receptacle', '/transports/GBLALADEFRAAAUN60123001000125'],
    ['dispatch', '/transports/GBLALADEFRAAAUN60123'],
    ['transport-unknown', '/transports/ZZ9'],
    ['item-wrong', '/items/CC12'],
    ['item-unknown', '/items/CC999999993GB'],
    ['ask', `/items/${process.env.ASK ?? 'CC100000290GB'}/ask`],
    ['lists', '/lists'],
    ['list', `/lists/${process.env.LIST ?? '01JDXXXXXXXXXXXXXXXXXXXXL1'}`],
    ['list-empty', '/lists/01JDXXXXXXXXXXXXXXXXXXXXL3'],
    ['alerts', '/alerts'],
    ['late', '/late-items'],
    ...(/^(sam|olga)/.test(person) ? [['hub', '/data-hub']] : []),
    ['reports', '/reports'],
    ['report', process.env.REPORT ?? '/reports/monthly-2026-10-GBA'],
    ['partners', '/partners'],
    ['find', '/search?q=Alex'],
    ['filtered', '/folders/waiting?agent=none'],
    ...(/^olga/.test(person) ? ADMINISTRATION : []),
    ['not-found', '/nowhere'],
  ]
}
