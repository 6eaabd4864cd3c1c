// The commands of W3C WebDriver that a window needs, over HTTP: https://www.w3.org/TR/webdriver2/#endpoints

import { PATIENCE_MS } from './tab.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** The standard's name for a reference to an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** An element of a page, as the driver names it. */
export type ElementReference = Readonly<Record<typeof ELEMENT, string>>

/** What the driver refused. `code` is one of the standard's: https://www.w3.org/TR/webdriver2/#errors */
export class WebDriverError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

/** Keys as WebDriver writes them: https://www.w3.org/TR/webdriver2/#keyboard-actions */
export const KEYS = {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  ArrowDown: '\uE015',
  End: '\uE010',
} as const

export interface Session extends AsyncDisposable {
  goto(address: string): Promise<void>
  reload(): Promise<void>
  /** Of all open windows. */
  windows(): Promise<readonly string[]>
  /** The window that what follows is about. */
  use(window: string): Promise<void>
  window(): Promise<string>
  closeWindow(): Promise<void>
  /** Runs a function's body on the page. */
  run(body: string, ...args: Json[]): Promise<unknown>
  click(element: ElementReference): Promise<void>
  press(key: string): Promise<void>
  /** A PNG. */
  picture(): Promise<Uint8Array>
}

/** What is done on a page is done at once, or lost with the process that the page had before it went on. */
const ON_PAGE_MS = 5_000

async function send(
  address: string,
  method: 'GET' | 'POST' | 'DELETE',
  body?: Json,
  patienceMs = PATIENCE_MS,
): Promise<unknown> {
  const reply = await fetch(address, {
    method,
    // The driver closes a connection that has been idle without a word.
    headers: { connection: 'close' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  })
  const { value } = (await reply.json()) as { value: unknown }
  if (reply.ok) return value
  const { error, message } = value as { error: string; message: string }
  throw new WebDriverError(error, message)
}

/** Resolves once the driver takes commands. @throws where it does not answer, which may be too early */
export const isReady = async (driver: string) =>
  ((await send(`${driver}/status`, 'GET')) as { ready: boolean }).ready

/** @param driver its address */
export async function openSession(driver: string, capabilities: Json): Promise<Session> {
  const { sessionId } = (await send(`${driver}/session`, 'POST', {
    capabilities: { alwaysMatch: capabilities },
  })) as { sessionId: string }
  const at = `${driver}/session/${sessionId}`
  const post = (command: string, body: Json = {}, patienceMs?: number) =>
    send(`${at}/${command}`, 'POST', body, patienceMs)
  const done = async (command: Promise<unknown>) => void (await command)
  return {
    goto: (url) => done(post('url', { url })),
    reload: () => done(post('refresh')),
    windows: async () => (await send(`${at}/window/handles`, 'GET')) as string[],
    use: (handle) => done(post('window', { handle })),
    window: async () => (await send(`${at}/window`, 'GET')) as string,
    closeWindow: () => done(send(`${at}/window`, 'DELETE')),
    run: (script, ...args) => post('execute/sync', { script, args }, ON_PAGE_MS),
    click: (element) => done(post(`element/${element[ELEMENT]}/click`, {}, ON_PAGE_MS)),
    press: (value) =>
      done(
        post('actions', {
          actions: [
            {
              type: 'key',
              id: 'keyboard',
              actions: [
                { type: 'keyDown', value },
                { type: 'keyUp', value },
              ],
            },
          ],
        }),
      ),
    picture: async () => Buffer.from((await send(`${at}/screenshot`, 'GET')) as string, 'base64'),
    [Symbol.asyncDispose]: () => done(send(at, 'DELETE')),
  }
}
