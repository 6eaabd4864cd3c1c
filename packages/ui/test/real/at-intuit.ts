// What the person does at Intuit, done from outside the page: the window that was opened goes on to the callback.
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright'
import type { BrowserCommandContext } from 'vitest/node'

/** Who signs in at Intuit and what is chosen there. */
export interface IntuitVisit {
  readonly intuit: string
  readonly user: string
  readonly company?: string
  readonly deny?: boolean
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Goes through Intuit's pages in the window that was opened; resolves once it is sent back. */
    atIntuit(visit: IntuitVisit): Promise<void>
    /** Lets the page's own way to Intuit come to nothing, so that the test goes on; call it before the click. */
    stayHere(intuit: string): Promise<void>
    /** Goes through Intuit's pages in this window's place; resolves to where the redirect leads. */
    atIntuitHere(visit: IntuitVisit): Promise<string>
  }
}

type Context = BrowserCommandContext & { readonly context: BrowserContext }

const PATIENCE_MS = 10_000
const isAuthorize = (intuit: string, address: string) => address.startsWith(`${intuit}/connect/oauth2`)

/** The simulator's answer to a person, without its pages. */
async function authorize(authorizeUrl: string, { intuit, ...person }: IntuitVisit): Promise<string> {
  const reply = await fetch(`${intuit}/simulator/authorize`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ authorizeUrl, ...person }),
  })
  if (!reply.ok) throw new Error(await reply.text())
  return ((await reply.json()) as { location: string }).location
}

/** @throws Error that names the windows where none goes to Intuit in time */
async function windowAtIntuit(context: BrowserContext, intuit: string): Promise<Page> {
  for (const from = performance.now(); ; await sleep(20)) {
    const popup = context.pages().find((page) => isAuthorize(intuit, page.url()))
    if (popup) return popup
    if (performance.now() - from > PATIENCE_MS) break
  }
  const addresses = context.pages().map((page) => page.url())
  throw new Error(
    `No window went to Intuit in ${PATIENCE_MS} ms; those that are open: ${addresses.join(', ')}`,
  )
}

export async function atIntuit({ context }: Context, visit: IntuitVisit): Promise<void> {
  const popup = await windowAtIntuit(context, visit.intuit)
  const callback = await authorize(popup.url(), visit)
  // As Intuit's own page does: where the browser itself goes to another site, the window loses its opener.
  await popup.evaluate((address) => location.assign(address), callback)
}

let wanted: Promise<string> | undefined

export async function stayHere({ context }: Context, intuit: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<string>()
  wanted = promise
  const pattern = `${intuit}/connect/oauth2**`
  await context.route(pattern, async (route) => {
    resolve(route.request().url())
    // A page that is answered so stays where it is.
    await route.fulfill({ status: 204 })
    await context.unroute(pattern)
  })
}

/** @throws Error where the page does not go there in time */
async function addressAtIntuit(): Promise<string> {
  if (!wanted) throw new Error('`stayHere` was not called.')
  const late = new AbortController()
  const patience = sleep(PATIENCE_MS, undefined, late).then(() => {
    throw new Error(`The page did not go to Intuit in ${PATIENCE_MS} ms.`)
  })
  try {
    return await Promise.race([wanted, patience])
  } finally {
    late.abort()
    await patience.catch(() => {})
  }
}

export async function atIntuitHere({ context }: Context, visit: IntuitVisit): Promise<string> {
  const callback = await authorize(await addressAtIntuit(), visit)
  const reply = await context.request.get(callback, { maxRedirects: 0 })
  return reply.headers().location ?? ''
}
