import Link from '@cloudscape-design/components/link'
import { useQuery } from '@tanstack/react-query'
import { type ComponentProps, isValidElement, type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import Markdown, { type Components } from 'react-markdown'
import { useLocation } from 'react-router'
import remarkGfm from 'remark-gfm'
import { useFollow } from '../../app/follow'
import { linkOf, slugOf } from '../../logic/guides'
import { Loading } from '../../parts/Loading'
import { usePageTitle } from '../../parts/usePageTitle'
import NotFoundPage from '../other/NotFoundPage'
import { Code } from './Code'
import { textOf } from './files'

/** A file of the repository as a page: prose of Markdown, or code as it is. HTML in it is not taken for HTML. */
export function Guide({ file }: { file: string }) {
  const { t, i18n } = useTranslation()
  const load = textOf(file)
  const text = useQuery({
    queryKey: ['guide', file],
    queryFn: () => (load ? load() : ''),
    enabled: load !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  }).data
  const { hash } = useLocation()
  usePageTitle(titleOf(file, text))
  useEffect(() => {
    if (text && hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView()
  }, [text, hash])
  if (!load) return <NotFoundPage />
  if (text === undefined) return <Loading />
  return (
    <>
      {i18n.language !== 'en' && <p className="wa-doc-note">{t('developers.english')}</p>}
      <article className="wa-doc" lang="en">
        {file.endsWith('.md') ? (
          <Markdown remarkPlugins={[remarkGfm]} components={parts(file)}>
            {text}
          </Markdown>
        ) : (
          <>
            <h1>{file.split('/').at(-1)}</h1>
            <p>
              <code>{file}</code>
            </p>
            <Code text={text} />
          </>
        )}
      </article>
    </>
  )
}

const titleOf = (file: string, text?: string) => (file.endsWith('.md') ? (/^# (.*)$/m.exec(text ?? '')?.[1] ?? '') : file)

/** The words of a heading, whatever is emphasised in them. */
function wordsOf(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(wordsOf).join('')
  if (isValidElement<{ children?: ReactNode }>(node)) return wordsOf(node.props.children)
  return typeof node === 'string' || typeof node === 'number' ? String(node) : ''
}

function parts(file: string): Components {
  return {
    h2: ({ children }) => <h2 id={slugOf(wordsOf(children))}>{children}</h2>,
    h3: ({ children }) => <h3 id={slugOf(wordsOf(children))}>{children}</h3>,
    a: ({ href = '', children }) => <Leads to={linkOf(file, href)}>{children}</Leads>,
    pre: ({ children }) => <Code text={wordsOf(children).replace(/\n$/, '')} />,
    table: ({ children }) => <Wide>{children}</Wide>,
    img: ({ alt }) => <em>{alt}</em>,
  }
}

function Leads({ to, children }: ComponentProps<'a'> & { to: string }) {
  const follow = useFollow()
  const external = /^[a-z]+:/.test(to)
  if (to.startsWith('#')) return <a href={to}>{children}</a>
  return (
    <Link href={to} external={external} onFollow={follow} variant="primary">
      {children}
    </Link>
  )
}

/** A table that scrolls by itself where the page is narrow. */
export function Wide({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="wa-doc-wide" tabIndex={0}>
      <table>{children}</table>
    </div>
  )
}
