// The web pages: built by Vite when the demo starts, served under a strict content security policy.
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RequestHandler, type Response, Router } from 'express'
import type { Rolldown } from 'vite'

const WEB = fileURLToPath(new URL('../web', import.meta.url))

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

/** The built files by their path ("/index.html"), in memory: two demos at once don't disturb each other. */
export type Pages = ReadonlyMap<string, string | Uint8Array>

type Built = Rolldown.RolldownOutput['output'][number]

const contentOf = (file: Built) => (file.type === 'chunk' ? file.code : file.source)

/** Builds the pages from source, the workspace's packages included: nothing needs a build before. */
export async function buildPages(): Promise<Pages> {
  // Loaded when there is something to build: a start with built pages needs neither.
  const [{ build, defaultClientConditions }, { default: react }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
  ])
  const result = await build({
    configFile: false,
    root: WEB,
    logLevel: 'error',
    plugins: [react()],
    resolve: { conditions: ['source', ...defaultClientConditions], dedupe: ['react', 'react-dom'] },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: { polyfill: false },
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  })
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  // The logo at an address of its own, for the page of a link.
  const logo = await readFile(join(WEB, 'harborline.svg'), 'utf8')
  return new Map([
    ...outputs.map((file) => [`/${file.fileName}`, contentOf(file)] as const),
    ['/assets/logo.svg', logo],
  ])
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
export function servePages(pages: Pages): Router {
  const router = Router()
  const send = (path: string, response: Response) => {
    const content = pages.get(path)
    if (content === undefined) return void response.status(404).type('txt').send('There is no such file.')
    response.type(extname(path)).send(typeof content === 'string' ? content : Buffer.from(content))
  }
  router.use(guard)
  router.get('/assets/{*path}', (request, response) => {
    send(request.path, response.set('Cache-Control', 'public, max-age=31536000, immutable'))
  })
  router.get('/{*path}', (_request, response) => {
    send('/index.html', response.set('Cache-Control', 'no-cache'))
  })
  return router
}
