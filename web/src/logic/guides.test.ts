import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { addressOf, GUIDES, linkOf, slugOf } from './guides'

const root = new URL('../../../', import.meta.url)

describe('links between guides', () => {
  it('lead to the page that shows the file', () => {
    expect(linkOf('docs/developers/quick-start.md', '../machine-access.md')).toBe('/developers/authentication')
    expect(linkOf('docs/developers/quick-start.md', 'errors.md#paging')).toBe('/developers/errors#paging')
    expect(linkOf('docs/formats/README.md', 's10.md')).toBe('/developers/file/docs/formats/s10.md')
    expect(linkOf('docs/developers/quick-start.md', '../../examples/quickstart/go/main.go')).toBe(
      '/developers/file/examples/quickstart/go/main.go',
    )
  })

  it('lead to the repository where no page shows the file, and stay what they are elsewhere', () => {
    expect(linkOf('docs/machine-access.md', 'runbooks/leaked-key.md')).toBe(
      'https://github.com/whereabouts-post/whereabouts/blob/main/docs/runbooks/leaked-key.md',
    )
    expect(linkOf('docs/machine-access.md', '#rotate')).toBe('#rotate')
    expect(linkOf('docs/machine-access.md', 'https://example.org/x')).toBe('https://example.org/x')
    expect(linkOf('docs/machine-access.md', '/v1/openapi.json')).toBe('/v1/openapi.json')
    expect(addressOf('shared/edi/s10.go')).toContain('github.com')
  })

  it('name headings as repositories do', () => expect(slugOf('2. A key for each post')).toBe('2-a-key-for-each-post'))
})

describe('the guides that are there', () => {
  const there = GUIDES.filter((one) => existsSync(new URL(one.file, root)))

  it('are most of them', () => expect(there.length).toBeGreaterThanOrEqual(6))

  it.each(there.map((one) => one.file))('%s begins with its title, holds no HTML, and its links lead somewhere', (file) => {
    const text = readFileSync(new URL(file, root), 'utf8')
    expect(text).toMatch(/^# \S/)
    const prose = text
      .replace(/```[\s\S]*?```/g, '')
      .replace(/`[^`]*`/g, '')
      .replace(/^ {4}.*$/gm, '')
    expect(prose).not.toMatch(/<\/?[a-z][^>]*>/)
    const later = GUIDES.filter((one) => !there.includes(one)).map((one) => `/developers/${one.id}`)
    for (const [, href = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      const to = linkOf(file, href).split('#')[0] ?? ''
      const local = to.startsWith('/developers/file/')
        ? to.slice('/developers/file/'.length)
        : to.replace(/^https:\/\/github\.com\/whereabouts-post\/whereabouts\/blob\/main\//, '')
      const guide = GUIDES.find((one) => to === `/developers/${one.id}`)
      if (to === '' || later.includes(to) || /^[a-z]+:/.test(local) || local.startsWith('/v1/')) continue
      expect(existsSync(new URL(guide?.file ?? local, root)), `${href} in ${file}`).toBe(true)
    }
  })
})
