import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Where the stack listens in development: its static server, which knows /config.json and the API.
const BASE = process.env.BASE ?? 'http://localhost:8080'

// The policy travels inside the page, so that it holds whoever serves it. Cloudscape sets styles through the DOM, which style-src does not govern;
// 'unsafe-inline' is for style attributes only. The token endpoint is the one foreign address a page talks to.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:", // a document that the page has fetched is shown from its memory
  'frame-src blob:',
  "font-src 'self' data:",
  "connect-src 'self' http://127.0.0.1:* http://localhost:* https://*.amazoncognito.com ws://127.0.0.1:* ws://localhost:* wss://*.amazonaws.com https://*.amazonaws.com",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
  }
}

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => {
  const mock = mode === 'mock' // a made-up API in this process, for looking at pages; see mock/server.ts
  const pretend = mock ? [(await import('./mock/server')).mockServer()] : []
  const proxy: Record<string, string> = mock ? {} : { '/v1': BASE, '/config.json': BASE }
  return {
    plugins: [react(), contentSecurityPolicy(), ...pretend],
    server: { fs: { allow: ['..'] }, host: 'localhost', port: mock ? 5180 : 5173, strictPort: true, proxy },
    preview: { host: 'localhost', port: mock ? 5181 : 5174, strictPort: true, proxy },
    build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 900, manifest: true },
    test: { include: ['src/**/*.test.ts'] },
  }
})
