// The web pages: built by Vite when the demo starts, served under a strict content security policy.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { type RequestHandler, Router, static as serveStatic } from 'express'
import { build, defaultClientConditions } from 'vite'

const WEB = fileURLToPath(new URL('../web', import.meta.url))
const DIST = fileURLToPath(new URL('../dist', import.meta.url))

const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

/** Builds the pages from source, the workspace's packages included: nothing needs a build before. */
export async function buildPages(): Promise<void> {
  await build({
    configFile: false,
    root: WEB,
    logLevel: 'error',
    plugins: [react()],
    resolve: { conditions: ['source', ...defaultClientConditions], dedupe: ['react', 'react-dom'] },
    build: {
      outDir: DIST,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  })
  if (!existsSync(`${DIST}/index.html`)) throw new Error('The pages were built, but index.html is not there.')
}

const guard: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  })
  next()
}

/** Serves the built pages; any path without a file is the app's own to route. */
export function servePages(): Router {
  const router = Router()
  router.use(guard)
  router.use('/assets', serveStatic(`${DIST}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  router.use(serveStatic(DIST, { index: false }))
  router.get('/{*path}', (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: DIST })
  })
  return router
}
