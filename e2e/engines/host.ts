// A host product that can be had in every language and under every opener policy, which the demo can't.
import { build, defaultClientConditions } from 'vite'
import { openStage, type Stage } from '../../packages/server-adapter/test/stage.ts'

/** Of the host's page. */
interface PageOptions {
  /** BCP 47 tag. @default 'en' */
  readonly locale?: string
  /** The way to QuickBooks. @default by a window where one can be had */
  readonly mode?: 'redirect'
  /** The page's `Cross-Origin-Opener-Policy`. @default none */
  readonly openerPolicy?: 'same-origin' | 'noopener-allow-popups'
}

export interface Host extends AsyncDisposable {
  readonly simulator: Stage['simulator']
  /** The address of its page for a new customer, who is signed in there. */
  page(options?: PageOptions): string
}

type Handler = NonNullable<NonNullable<Parameters<typeof openStage>[0]>['before']>[number]

const RIGHTS = 'view,connect,reauthorize,disconnect'

/** By their paths; built from the sources, as the demo's are. */
async function builtPage(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const result = await build({
    configFile: false,
    root: new URL('host', import.meta.url).pathname,
    logLevel: 'error',
    resolve: { conditions: ['source', ...defaultClientConditions], dedupe: ['react', 'react-dom'] },
    build: { write: false, minify: false, target: 'es2023', modulePreload: { polyfill: false } },
  })
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  return new Map(
    outputs.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  )
}

function serve(files: ReadonlyMap<string, string | Uint8Array>): Handler {
  return (request, response, next) => {
    const file = files.get(request.path === '/' ? '/index.html' : request.path)
    if (file === undefined) return next()
    const { customer, coop } = request.query
    if (typeof customer === 'string') {
      response.cookie('session', `${customer}/ada/${RIGHTS}`, { httpOnly: true, sameSite: 'lax' })
    }
    if (typeof coop === 'string') response.set('Cross-Origin-Opener-Policy', coop)
    response.type(request.path === '/' ? 'html' : request.path.replace(/^.*\./, ''))
    response.send(typeof file === 'string' ? file : Buffer.from(file))
  }
}

export async function openHost(): Promise<Host> {
  const before = [serve(await builtPage())]
  const stage = await openStage({ before, sharedCompanies: 'allow', rateLimits: false })
  let customers = 0
  return {
    simulator: stage.simulator,
    page({ locale, mode, openerPolicy } = {}) {
      customers += 1
      const address = new URL(stage.origin)
      address.searchParams.set('customer', `customer-${customers}`)
      if (locale) address.searchParams.set('locale', locale)
      if (mode) address.searchParams.set('mode', mode)
      if (openerPolicy) address.searchParams.set('coop', openerPolicy)
      return address.href
    },
    [Symbol.asyncDispose]: () => stage.close(),
  }
}
