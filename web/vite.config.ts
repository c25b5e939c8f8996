import react from '@vitejs/plugin-react'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { contentSecurityPolicy } from './policy.ts'

// Where the stack listens in development: its static server, which knows /config.json and the API.
const BASE = process.env.BASE ?? 'http://localhost:8080'

/**
 * What is loaded together is one file: on a slow line a hundred small ones take longer than their contents. The sign-in page, what stands around every
 * page, the folder; what several other pages share is put together until it is worth a request.
 */
const CHUNKS = [
  { name: 'start', tags: ['$initial' as const], priority: 40 },
  { name: 'shell', test: /src\/app\/Pages\.tsx$/, priority: 30 },
  { name: 'folder', test: /src\/pages\/folder\/FolderPage\.tsx$/, priority: 20 },
  { name: 'common', minShareCount: 4, priority: 15 },
  { name: 'part', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 30_000, priority: 10 },
]

/** A part is not called by all the pages that share it. */
const short = (name: string) => (name.startsWith('part~') ? 'part' : name)

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => {
  const mock = mode === 'mock' // a made-up API in this process, for looking at pages; see mock/server.ts
  const pretend = mock ? [(await import('./mock/server')).mockServer()] : []
  const proxy: Record<string, string> = mock ? {} : { '/v1': BASE, '/config.json': BASE }
  return {
    plugins: [react(), ...pretend, contentSecurityPolicy()],
    server: { fs: { allow: ['..'] }, host: 'localhost', port: mock ? 5180 : 5173, strictPort: true, proxy },
    preview: { host: 'localhost', port: mock ? 5181 : 5174, strictPort: true, proxy },
    build: {
      target: 'es2022',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 900,
      manifest: true,
      rolldownOptions: {
        output: {
          codeSplitting: { groups: CHUNKS },
          chunkFileNames: ({ name }) => `assets/${short(name)}-[hash].js`,
          assetFileNames: ({ names: [name = ''] }) => `assets/${short(name.replace(/\.[^.]*$/, ''))}-[hash][extname]`,
        },
      },
    },
    test: { include: ['src/**/*.test.ts'] },
  }
})
