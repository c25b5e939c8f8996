import { GUIDES } from '../../logic/guides'

/** The texts, each loaded when it is read. Guides that are not written yet are not among them. */
const texts = import.meta.glob<string>(
  [
    '../../../../docs/developers/*.md',
    '../../../../docs/machine-access.md',
    '../../../../docs/webhooks.md',
    '../../../../docs/crm.md',
    '../../../../docs/formats/*.md',
    '../../../../examples/**/*.{md,py,go,mjs}',
    '!../../../../examples/**/*_test.go',
  ],
  { query: '?raw', import: 'default' },
)
const pathOf = (file: string) => `../../../../${file}`

export const written = GUIDES.filter((guide) => pathOf(guide.file) in texts)

/** The text of a file of the repository; undefined when the pages do not hold it. */
export function textOf(file: string): (() => Promise<string>) | undefined {
  return texts[pathOf(file)]
}
