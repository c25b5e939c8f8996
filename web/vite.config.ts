import react from '@vitejs/plugin-react'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { contentSecurityPolicy } from './policy.ts'

// Where the stack listens in development: its static server, which knows /config.json and the API.
const BASE = process.env.BASE ?? 'http://localhost:8080'

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => {
  const mock = mode === 'mock' // a made-up API in this process, for looking at pages; see mock/server.ts
  const pretend = mock ? [(await import('./mock/server')).mockServer()] : []
  const proxy: Record<string, string> = mock ? {} : { '/v1': BASE, '/config.json': BASE }
  return {
    plugins: [react(), ...pretend, contentSecurityPolicy()],
    server: { fs: { allow: ['..'] }, host: 'localhost', port: mock ? 5180 : 5173, strictPort: true, proxy },
    preview: { host: 'localhost', port: mock ? 5181 : 5174, strictPort: true, proxy },
    build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 900, manifest: true },
    test: { include: ['src/**/*.test.ts'] },
  }
})
