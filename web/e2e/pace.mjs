// How long the pages let somebody wait, on a slow machine and a slow line: `npm run pace` against a running stack (BASE_URL), RUNS times (5), each
// with an empty cache. The processor is slowed to a quarter and the line is Chromium's own "Fast 3G" (562 ms there and back, 1.44 Mbit/s down). No test: it reports the middle of
// the runs, and the fastest and slowest.
import { BASE_URL, launch, open, signIn } from './browser.mjs'
import { ask, call, typed, until } from './exchange.mjs'
import { write } from './forms.mjs'
import { ANA, BRUNO } from './people.mjs'

const RUNS = Number(process.env.RUNS ?? 5)
const SLOW = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 }
const browser = await launch()
const taken = { 'sign-in to a folder that can be worked with': [], 'open an inquiry': [], 'send an answer': [] }
const ana = await open(browser)
await signIn(ana.page, ANA)
for (let run = 0; run < RUNS; run++) {
  const { id, item } = await question()
  const { page, close } = await slow()
  await page.goto(BASE_URL)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => /authorize|login/.test(url.pathname))
  await page.fill('input[name=username]', BRUNO).catch(() => undefined)
  const entry = page.locator(`button[value="${BRUNO}"]`)
  const enter = (await entry.count())
    ? () => entry.click()
    : async () => {
        await page.fill('input[name=password]', 'Demo-passw0rd')
        await page.click('button[type=submit], input[type=submit]')
      }
  const row = page.locator(`[data-row="${id}"] a`)
  await measure('sign-in to a folder that can be worked with', enter, () =>
    page.locator('[data-row] a').first().waitFor({ timeout: 60_000 }),
  )
  await page.goto(`${BASE_URL}/folders/toDo?item=${item}`)
  await row.waitFor({ timeout: 60_000 })
  await page.waitForLoadState('networkidle')
  await measure(
    'open an inquiry',
    () => row.click(),
    () => page.getByRole('heading', { name: 'Your answer' }).waitFor({ timeout: 60_000 }),
  )
  await page.getByRole('radio', { name: /^In transit/ }).check()
  await write(page, 'place', 'Bonn sorting centre')
  await write(page, 'date', typed(7))
  await measure(
    'send an answer',
    async () => {
      await page.getByRole('button', { name: 'Send the answer' }).click()
      await page.getByRole('button', { name: 'Send it now' }).click() // or ten seconds pass first
    },
    () =>
      page
        .getByText(/has been told/)
        .first()
        .waitFor({ timeout: 60_000 }),
  )
  await close()
}
for (const [what, times] of Object.entries(taken).filter(([, all]) => all.length > 0)) {
  const sorted = times.sort((a, b) => a - b)
  const seconds = (ms) => (ms / 1000).toFixed(1)
  process.stdout.write(
    `${what}: ${seconds(sorted[Math.floor(sorted.length / 2)])} s (${seconds(sorted[0])}–${seconds(sorted.at(-1))}, ${sorted.length} runs)\n`,
  )
}
await through10000()
await browser.close()

async function measure(what, begin, end) {
  const start = performance.now()
  await begin()
  await end()
  taken[what].push(performance.now() - start)
}

/** A folder of 10,000: through its first three pages with a key held down, each inquiry beside it. Every press must arrive. */
async function through10000() {
  const { page, close } = await slow()
  await signIn(page, ANA)
  const { body } = await call(page, 'GET', '/v1/folders/waiting')
  const one = body.items[0]
  const whole = (await call(page, 'GET', `/v1/inquiries/${one.id}`)).body
  const idOf = (place) => `01KAQ0000000000000000${String(place).padStart(5, '0')}`
  await page.route(/\/v1\/folders\/waiting\?/, (route) => {
    const query = new URL(route.request().url()).searchParams
    const from = Number(query.get('cursor') ?? 0)
    const to = Math.min(from + Number(query.get('limit') ?? 25), 10_000)
    const items = Array.from({ length: to - from }, (_, place) => ({ ...one, id: idOf(from + place) }))
    return route.fulfill({ json: { ...body, items, count: 10_000, nextCursor: to < 10_000 ? String(to) : '' } })
  })
  await page.route(/\/v1\/inquiries\/01KAQ/, (route) =>
    route.fulfill({ json: { ...whole, id: new URL(route.request().url()).pathname.split('/').at(3) } }),
  )
  await page.goto(`${BASE_URL}/folders/waiting`)
  await page.locator(`[data-row="${idOf(0)}"]`).waitFor({ timeout: 60_000 })
  await page.evaluate(() => {
    let before = performance.now()
    const look = (now) => {
      window.longest = Math.max(window.longest ?? 0, now - before)
      before = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  /** The longest pause between two frames since it was asked last, in ms. */
  const pause = () =>
    page.evaluate(() => {
      const longest = Math.round(window.longest)
      window.longest = 0
      return longest
    })
  const start = performance.now()
  let lost = 0
  for (let first = 0; first < 300; first += 100) {
    for (let place = 0; place < 100; place++) {
      if (place % 25 === 0) await page.locator(`[data-row="${idOf(first + place)}"]`).waitFor({ timeout: 60_000 })
      await page.keyboard.press('j')
    }
    await page
      .waitForFunction((id) => new URL(location.href).searchParams.get('open') === id, idOf(first + 99), { timeout: 30_000 })
      .catch(() => lost++)
    await page.getByRole('button', { name: 'Next page' }).click()
  }
  const longest = await pause()
  process.stdout.write(
    `through 300 of 10,000 with j: ${((performance.now() - start) / 300).toFixed(0)} ms each, ${lost} of 3 pages lost a press, longest pause between frames ${longest} ms\n`,
  )
  // With the wheel over a page of a hundred and back: as far as it was turned, the page has gone.
  await page.mouse.move(640, 500)
  for (let turns = 0; turns < 200 && (await page.locator(`[data-row="${idOf(399)}"]`).count()) === 0; turns++)
    await page.mouse.wheel(0, 600)
  await page.evaluate(() => window.scrollTo(0, 0))
  await pause()
  const far = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
  const turns = Math.ceil(far / 120)
  for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(0, 120)
  const arrived = await page
    .waitForFunction((end) => window.scrollY >= end - 1, far, { timeout: 10_000 })
    .then(
      () => 'every turn arrived',
      () => 'turns were lost',
    )
  process.stdout.write(`a page of it with the wheel: ${turns} turns, ${arrived}, longest pause between frames ${await pause()} ms\n`)
  await close()
}

/** A window as somebody has it with an old machine on a slow line. */
async function slow() {
  const window = await open(browser)
  const session = await window.context.newCDPSession(window.page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', SLOW)
  return window
}

/** A question of Ana's that Bruno has to answer. */
async function question() {
  const { id, itemId: item } = await ask(ana.page)
  await until('the question at the other post', async () =>
    (await call(ana.page, 'GET', `/v1/inquiries/${id}`)).body.history?.some((one) => one.kind === 'routed'),
  )
  return { id, item }
}
