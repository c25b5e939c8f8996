import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'

const GRAVE = ['serious', 'critical']

/** No serious accessibility finding on the page as it stands. */
export async function accessible(page, name) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
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
