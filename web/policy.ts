import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/**
 * Stands in the policy of the built page for the addresses that it speaks to besides its own: sign-in, signed addresses of files, the live line. They
 * differ from one deployment to the next, so whoever serves or uploads the page puts them there (infra/local). Where nobody did, it is an address
 * that leads nowhere.
 */
export const ELSEWHERE = 'https://elsewhere.invalid'

/**
 * The policy travels inside the page, so that it holds whoever serves it. Cloudscape sets styles through the DOM, which style-src does not govern;
 * 'unsafe-inline' is for style attributes only.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:", // a document that the page has fetched is shown from its memory
  'frame-src blob:',
  "font-src 'self' data:",
  `connect-src 'self' ${ELSEWHERE}`,
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

/** For looking at a build beside a stack on this machine, whose ports vary. */
const ON_THIS_MACHINE = ['http', 'ws'].flatMap((scheme) => [`${scheme}://localhost:*`, `${scheme}://127.0.0.1:*`]).join(' ')

/** Puts the policy into the built page; `vite preview` serves that page with the addresses of this machine. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { server }) =>
        server ? [] : [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' }],
    },
    configurePreviewServer: ({ middlewares, config }) => {
      middlewares.use(({ url = '/', headers }, response, next) => {
        const path = url.split('?')[0] ?? ''
        if (path.startsWith('/v1/') || path.includes('.') || !headers.accept?.includes('text/html')) return next()
        response.setHeader('content-type', 'text/html')
        response.end(readFileSync(`${config.root}/${config.build.outDir}/index.html`, 'utf8').replace(ELSEWHERE, ON_THIS_MACHINE))
      })
    },
  }
}
