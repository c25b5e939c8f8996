// The made-up API (`npm run mock`) for what a fresh stack does not show: started in this process on a free port, before browser.mjs is read. Where CI
// checks, it serves the pages as they were built. A BASE_URL that is one already is taken as it is.

const isMadeUp = (address) =>
  fetch(`${address}/config.json`)
    .then((answer) => answer.json())
    .then(({ clientId }) => clientId === 'mock')
    .catch(() => false)

export async function pretend() {
  if (process.env.BASE_URL && (await isMadeUp(process.env.BASE_URL))) return { close: async () => undefined }
  const { createServer, preview } = await import('vite')
  const how = { mode: 'mock', logLevel: 'error' }
  const server = process.env.CI
    ? await preview({ ...how, preview: { port: 0, strictPort: false } })
    : await (await createServer({ ...how, server: { port: 0, strictPort: false } })).listen()
  process.env.BASE_URL = server.resolvedUrls.local[0].replace(/\/$/, '')
  return server
}

/** For a file of stories on the made-up API: one browser, and in it one window at a time, somebody's. */
export async function madeUp() {
  const pretending = await pretend()
  const { launch, open, signIn } = await import('./browser.mjs')
  const { after, before } = await import('node:test') // look.mjs is no test
  let browser, window
  before(async () => {
    browser = await launch()
  })
  after(async () => {
    try {
      await browser?.close()
    } finally {
      await pretending.close() // or the file never ends
    }
  })
  /** A new window, signed in unless it is nobody's. */
  return async function as(person, path = '/', size = {}) {
    await window?.close()
    window = await open(browser, size)
    if (person) await signIn(window.page, person, path)
    return window.page
  }
}
