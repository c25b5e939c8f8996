// Numbers read from labels by the camera: a film of a bar code stands in for it.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { accessible } from './axe.mjs'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { film } from './code128.mjs'
import { ANA } from './people.mjs'

const NUMBER = 'CC473124829GB'
const BUTTON = { name: 'Scan with the camera' }

describe('the camera', () => {
  let folder, browser, ana
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'whereabouts-film-'))
    writeFileSync(join(folder, 'label.y4m'), film(NUMBER))
    browser = await launch([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${join(folder, 'label.y4m')}`,
    ])
    ana = await open(browser)
    await ana.context.grantPermissions(['camera'])
    await signIn(ana.page, ANA, '/items')
  })
  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })

  it('leads from a label to its item', async () => {
    const { page } = ana
    await page.goto(`${BASE_URL}/items`)
    await page.getByRole('button', BUTTON).click()
    await page.waitForURL(`**/items/${NUMBER}`)
  })

  it('collects numbers to be tracked, each once, and says what it read', async () => {
    const { page } = ana
    await page.goto(`${BASE_URL}/track`)
    await page.getByRole('button', BUTTON).click()
    await page.getByRole('status').getByText('Read: CC 473 124 829 GB').waitFor()
    await accessible(page, 'the camera')
    await shot(page, 'scan', false)
    await page.getByRole('button', { name: 'Done, 1 number' }).click()
    assert.equal(await page.getByRole('textbox', { name: 'Item numbers' }).inputValue(), NUMBER)
  })

  it('says in words why there is none', async () => {
    const { page } = ana
    const without = async (name) => {
      await page.evaluate((error) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error))
      }, name)
      await page.getByRole('button', BUTTON).click()
    }
    await page.goto(`${BASE_URL}/items`)
    await page.getByRole('button', BUTTON).waitFor()
    await without('NotAllowedError')
    await page.getByText('The camera is not allowed here').waitFor()
    await accessible(page, 'a camera that is not allowed')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    await without('NotFoundError')
    await page.getByText('No camera was found').waitFor()
  })

  it('nothing went wrong in the browser', () => {
    assert.deepEqual(
      ana.complaints.filter((one) => !/status of (401|404|409|422)/.test(one)),
      [],
    )
  })
})
