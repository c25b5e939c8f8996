import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'

const GRAVE = ['serious', 'critical']

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The rows of a long table are alike: the first thirty stand for it. */
const ALIKE = 'tbody > tr:nth-of-type(n+31)'

/** No serious accessibility finding on the page as it stands. */
export async function accessible(page, name) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).exclude(ALIKE).analyze()
  refuse(violations, name)
}

/** No serious finding in light, and in dark none of what the theme can change: the colours. The page stays in light. */
export async function accessibleInBoth(page, name) {
  await accessible(page, `${name} (light)`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForFunction(() => document.body.classList.contains('awsui-dark-mode'))
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished))) // colours fade into each other
  const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']).exclude(ALIKE).analyze()
  await page.emulateMedia({ colorScheme: 'light' })
  refuse(violations, `${name} (dark)`)
}

function refuse(violations, name) {
  const grave = violations.filter((one) => GRAVE.includes(one.impact))
  const told = grave.map(
    (one) =>
      `${one.id} (${one.impact}): ${one.help}\n${one.nodes
        .slice(0, 3)
        .map((node) => `    ${node.target.join(' ')}: ${node.failureSummary?.split('\n').slice(1, 3).join(' ')}`)
        .join('\n')}`,
  )
  assert.equal(grave.length, 0, `${name} has serious accessibility findings:\n${told.join('\n')}`)
}
