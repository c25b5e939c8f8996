/** The pages for developers: each is a file of the repository, named by its path there. The order is that of the menu. */
export const GUIDES = [
  { id: 'quick-start', file: 'docs/developers/quick-start.md' },
  { id: 'authentication', file: 'docs/machine-access.md' },
  { id: 'raise-and-answer', file: 'docs/developers/raise-and-answer.md' },
  { id: 'webhooks', file: 'docs/webhooks.md' },
  { id: 'verify-webhooks', file: 'docs/developers/verify-webhooks.md' },
  { id: 'crm', file: 'docs/crm.md' },
  { id: 'files', file: 'docs/formats/exchange.md' },
  { id: 'errors', file: 'docs/developers/errors.md' },
  { id: 'codes', file: 'docs/developers/codes.md' },
  { id: 'formats', file: 'docs/formats/README.md' },
  { id: 'sample-crm', file: 'examples/crm/README.md' },
] as const

export type GuideId = (typeof GUIDES)[number]['id']

/** What the pages can show: guides, the formats that they lead to, and samples of code. */
const SHOWN = /^(docs\/formats\/[\w-]+\.md|examples\/[\w./-]+\.(py|go|mjs|md))$/

const REPOSITORY = 'https://github.com/whereabouts-post/whereabouts/blob/main/'

/** Where a file of the repository is read: on a page of ours, or else in the repository. */
export function addressOf(file: string): string {
  const guide = GUIDES.find((one) => one.file === file)
  if (guide) return `/developers/${guide.id}`
  return SHOWN.test(file) ? `/developers/file/${file}` : REPOSITORY + file
}

/** Where a link on a guide leads: links name files as they lie beside the guide's own. */
export function linkOf(file: string, href: string): string {
  if (/^[a-z]+:/.test(href) || href.startsWith('#') || href.startsWith('/')) return href
  const [path = '', fragment] = href.split('#')
  const at = file.split('/').slice(0, -1)
  for (const part of path.split('/'))
    if (part === '..') at.pop()
    else if (part !== '.' && part !== '') at.push(part)
  const to = addressOf(at.join('/'))
  return fragment && to.startsWith('/') ? `${to}#${fragment}` : to
}

/** A heading's name in an address, as repositories make it. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-')
}
