import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'

/** Findings that stay, by rule, where they are and why: nothing else is allowed, however minor. */
const ALLOWED = []

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What may be otherwise in another theme. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** The rows of a long table are alike: the first thirty stand for it. */
const ALIKE = 'tbody > tr:nth-of-type(n+31)'

/**
 * What axe finds on the page by rules with these tags, or by these rules. It looks from within the page, which has no frames, and only says
 * what is wrong: a third of the time that it takes from outside to tell of everything.
 */
async function found(page, type, values) {
  const axe = new AxeBuilder({ page }).options({ runOnly: { type, values }, resultTypes: ['violations'] })
  assert.equal(await page.locator('iframe, frame').count(), 0, 'a frame, which is not looked into from within the page')
  return (await axe.exclude(ALIKE).setLegacyMode(true).analyze()).violations
}

/** Colours fade into each other, and boxes in: they count once they are there. What turns for ever is not waited for. */
async function settled(page) {
  await page.evaluate(() => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    return Promise.allSettled(ending.map((one) => one.finished))
  })
}

/** No accessibility finding on the page as it stands. What opens is there at once, as for people who asked for less motion. */
export async function accessible(page, name) {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await settled(page)
  refuse(await found(page, 'tag', TAGS), name)
}

/** No finding in light, and none in dark, where only colours are others. The page stays in light. */
export async function accessibleInBoth(page, name) {
  await accessible(page, `${name} (light)`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForFunction(() => document.body.classList.contains('awsui-dark-mode'))
  await settled(page)
  const violations = await found(page, 'rule', COLOURS)
  await page.emulateMedia({ colorScheme: 'light' })
  refuse(violations, `${name} (dark)`)
}

/** The narrowest window that pages are made for (WCAG 1.4.10). */
const NARROW = { width: 320, height: 640 }

/** The page as it stands needs no swiping sideways in the narrowest window, nor when it is read from right to left. It is left as it was. */
export async function fits(page, name) {
  const before = page.viewportSize()
  const read = await page.evaluate(() => document.documentElement.dir)
  await page.setViewportSize(NARROW)
  for (const dir of ['ltr', 'rtl']) {
    const told = await page.evaluate(widest, dir)
    assert.equal(told, '', `${name} is wider than ${NARROW.width} px (${dir}): ${told}`)
  }
  await page.evaluate((dir) => Object.assign(document.documentElement, { dir }), read)
  await page.setViewportSize(before)
}

/** In the page: what sticks out once it is laid out anew, or nothing. Parts that measure themselves need some frames for it. */
async function widest(dir) {
  const { documentElement: whole } = document
  whole.dir = dir
  for (let frame = 0; frame < 60; frame++) {
    await new Promise((drawn) => requestAnimationFrame(drawn))
    if (frame > 1 && whole.scrollWidth <= whole.clientWidth) return ''
  }
  return `${whole.scrollWidth} of ${whole.clientWidth} px`
}

function allowed(rule, node) {
  return ALLOWED.some((one) => one.rule === rule && one.where.test(node.html))
}

function refuse(violations, name) {
  const left = violations
    .map((one) => ({ ...one, nodes: one.nodes.filter((node) => !allowed(one.id, node)) }))
    .filter((one) => one.nodes.length > 0)
  const told = left.map(
    (one) =>
      `${one.id} (${one.impact}): ${one.help}\n${one.nodes
        .slice(0, 3)
        .map((node) => `    ${node.target.join(' ')}: ${node.failureSummary?.split('\n').slice(1, 3).join(' ')}`)
        .join('\n')}`,
  )
  assert.equal(left.length, 0, `${name} has accessibility findings:\n${told.join('\n')}`)
}
