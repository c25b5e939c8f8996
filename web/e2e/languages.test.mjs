// Each reads in their own language: a question asked on French pages is read and answered on German ones.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accessible } from './axe.mjs'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { call, freshItem, track, typed, until } from './exchange.mjs'
import { fillRequest, write } from './forms.mjs'
import { ANA, BRUNO } from './people.mjs'

const REMARK = 'Le voisin n’a pas vu de colis non plus.'
const ANSWER = 'Der Zusteller wird am Montag befragt.'
const spaced = (id) => id.replace(/^(..)(...)(...)(...)(..)$/, '$1 $2 $3 $4 $5')
const languageOf = (page) => page.evaluate(() => document.documentElement.lang)

describe('readers of different languages', () => {
  const item = freshItem()
  let browser, ana, bruno, address

  before(async () => {
    browser = await launch()
    ;[ana, bruno] = await Promise.all([open(browser, { language: 'fr' }), open(browser, { language: 'de' })])
    await signIn(ana.page, ANA, '/', 'fr')
    await signIn(bruno.page, BRUNO, '/', 'de')
    await track(ana.page, item, [
      { code: 'EMA', hours: 260, office: 'GBLALA' },
      { code: 'EMC', hours: 240, office: 'GBLALA', nextOffice: 'DEFRAA' },
    ])
  })
  after(async () => {
    if (bruno) await call(bruno.page, 'PATCH', '/v1/me/preferences', { language: 'browser' }) // other stories read English
    await browser?.close()
  })

  it('the door speaks the language of the browser, and another on request', async () => {
    const { page, close } = await open(browser, { language: 'de' })
    await page.goto(BASE_URL)
    await page.getByRole('heading', { level: 1, name: /^Wo ist die Sendung/ }).waitFor()
    await accessible(page, 'the door in German')
    await page.getByRole('button', { name: 'Español' }).click()
    await page.getByRole('heading', { level: 1, name: /^¿Dónde está el envío/ }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: /^¿Dónde está el envío/ }).waitFor()
    assert.equal(await languageOf(page), 'es')
    await close()
  })

  it('a reader of French asks in French', async () => {
    await ana.page.goto(`${BASE_URL}/items/${item}/ask`)
    await ana.page.getByRole('heading', { level: 1, name: /^Où est l’envoi/ }).waitFor()
    assert.equal(await languageOf(ana.page), 'fr')
    await ana.page.getByText('Date de dépôt').waitFor()
    await fillRequest(ana.page, 'L’expéditeur')
    await write(ana.page, 'remark', REMARK)
    await shot(ana.page, 'story-asked-fr')
    await ana.page.getByRole('button', { name: /^Envoyer à Deutsche Post/ }).click()
    await ana.page.waitForURL(/\/inquiries\/[0-9A-Z]+$/)
    address = new URL(ana.page.url()).pathname
    await ana.page.getByText(/Rien à faire.*Deutsche Post répond avant/).waitFor({ timeout: 60_000 })
    await shot(ana.page, 'story-sent-fr')
  })

  it('a reader of German reads its codes and fields in German, and the free text as it was written', async () => {
    await bruno.page.goto(BASE_URL + address)
    await bruno.page.getByRole('heading', { level: 1, name: 'Wo ist die Sendung?' }).waitFor()
    assert.equal(await languageOf(bruno.page), 'de')
    const asked = bruno.page.getByRole('article', { name: /Royal Mail/ })
    await asked.getByRole('term').filter({ hasText: 'Letztes bekanntes Ereignis' }).first().waitFor()
    await asked.getByRole('definition').filter({ hasText: 'Abgang von der Auswechslungsstelle des Abgangslandes' }).first().waitFor()
    await asked.getByText('Der Absender').first().waitFor()
    const words = asked.locator('blockquote')
    assert.equal(await words.textContent(), REMARK)
    assert.equal(await words.getAttribute('lang'), 'fr')
    await bruno.page
      .getByTestId('next-step')
      .getByText(/Als Nächstes: Royal Mail antworten, bis/)
      .waitFor()
    await accessible(bruno.page, 'an inquiry in German')
    await shot(bruno.page, 'story-read-de')
  })

  it('the answer given in German is read in French', async () => {
    await bruno.page.getByRole('radio', { name: /^Unterwegs im Bestimmungsland/ }).check()
    await write(bruno.page, 'place', 'Bonn')
    await write(bruno.page, 'date', typed(7))
    await bruno.page.getByRole('textbox', { name: 'Nachricht (freiwillig)' }).fill(ANSWER)
    await bruno.page.getByText('Geschrieben auf').waitFor()
    await bruno.page.getByRole('button', { name: 'Antwort senden' }).click()
    await bruno.page.getByText('Beantwortet. Royal Mail wurde benachrichtigt.').first().waitFor()
    await until('the answer', async () => {
      await ana.page.reload()
      return ana.page
        .getByText('En transit dans le pays de destination')
        .first()
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        )
    })
    const words = ana.page.getByRole('article', { name: /Deutsche Post/ }).locator('blockquote')
    assert.equal(await words.textContent(), ANSWER)
    assert.equal(await words.getAttribute('lang'), 'de')
    await shot(ana.page, 'story-answered-fr')
  })

  it('the language is switched in the top bar, and is kept', async () => {
    await bruno.page.getByRole('button', { name: 'Sprache: Deutsch' }).click()
    await bruno.page.getByRole('menuitemcheckbox', { name: 'Español' }).click()
    await bruno.page.getByRole('heading', { level: 1, name: '¿Dónde está el envío?' }).waitFor()
    assert.equal(await languageOf(bruno.page), 'es')
    await bruno.page.reload()
    await bruno.page.getByRole('heading', { level: 1, name: '¿Dónde está el envío?' }).waitFor()
    await bruno.page.getByRole('button', { name: 'Idioma: Español' }).click()
    await bruno.page.getByRole('menuitemcheckbox', { name: 'Deutsch' }).click()
    await bruno.page.getByRole('heading', { level: 1, name: 'Wo ist die Sendung?' }).waitFor()
  })

  it('what goes wrong is said in German', async () => {
    await bruno.page.goto(`${BASE_URL}/items/CC12`)
    await bruno.page.getByText('Sie hat nicht 13 Zeichen.').waitFor()
    await bruno.page.goto(`${BASE_URL}/inquiries/00000000000000000000000000`)
    await bruno.page.getByText('Diese Nachforschung gibt es nicht').waitFor()
  })

  for (const path of ['/folders/toDo', '/folders/waiting', '/alerts', '/reports', '/partners/DEA-BON', '/items', '/search?q=Example'])
    it(`${path} is accessible in German`, async () => {
      await bruno.page.goto(BASE_URL + path)
      await bruno.page.locator('#page h1').first().waitFor()
      await accessible(bruno.page, `${path} in German`)
    })

  it('an item, too', async () => {
    await bruno.page.goto(`${BASE_URL}/items/${item}`)
    await bruno.page.getByRole('heading', { level: 1, name: spaced(item) }).waitFor()
    await accessible(bruno.page, 'an item in German')
  })

  it('nothing went wrong in either browser', () => {
    const serious = [...ana.complaints, ...bruno.complaints].filter((one) => !/status of (404|409|422)/.test(one))
    assert.deepEqual(serious, [])
  })
})
