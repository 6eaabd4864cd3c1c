// The engine of Safari as Debian has it, WebKitGTK, in its own small browser on a screen that no one sees.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { vi } from 'vitest'
import { endChild } from '../../scripts/child-process.ts'
import { freePort } from '../../scripts/free-port.ts'
import { findWebKit, type WebKitPrograms, WITHOUT_WEBKIT } from '../../scripts/webkit.ts'
import { type Engine, type Named, PATIENCE_MS, type Tab, type VisitOptions } from './tab.ts'
import {
  type ElementReference,
  isReady,
  type Json,
  KEYS,
  openSession,
  type Session,
  WebDriverError,
} from './webdriver.ts'

const FINDER = createRequire(import.meta.url).resolve(
  '@testing-library/dom/dist/@testing-library/dom.umd.min.js',
)

const programs = findWebKit()

const reasonToSkip = () => {
  if (!process.env.MOORING_TEST_LONG) return 'runs in test:long'
  return programs === null ? WITHOUT_WEBKIT : null
}

export const webkitEngine: Engine = {
  name: 'WebKit',
  reasonToSkip: reasonToSkip(),
  hasForcedColours: false,
  async open() {
    if (programs === null) throw new Error(WITHOUT_WEBKIT)
    await using opened = new AsyncDisposableStack()
    const arguments_ = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']
    const display = await displayOf(started(opened, programs.screen, arguments_))
    const finder = await readFile(FINDER, 'utf8')
    const closing = opened.move()
    return {
      visit: (options) => visit(programs, { display, finder }, options),
      [Symbol.asyncDispose]: () => closing.disposeAsync(),
    }
  },
}

/** Ended with the stack, with all that it started. */
function started(opened: AsyncDisposableStack, program: string, args: string[], display?: string) {
  const env = { ...process.env, DISPLAY: display }
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const
  const child = spawn(program, args, { stdio: [...stdio], env, detached: true })
  return opened.adopt(child, async ({ pid }) => {
    await endChild(child)
    try {
      // A driver leaves its browser where it lost its session.
      if (pid !== undefined) process.kill(-pid, 'SIGKILL')
    } catch {
      // It left none.
    }
  })
}

interface Tools {
  readonly display: string
  /** The source of what finds things by role and name. */
  readonly finder: string
}

/** A driver of its own: it has one session, and whatever becomes of that, the two end together. */
async function visit(programs: WebKitPrograms, { display, finder }: Tools, options: VisitOptions = {}) {
  await using opened = new AsyncDisposableStack()
  const port = await freePort()
  started(opened, programs.driver, [`--port=${port}`], display)
  const driver = `http://127.0.0.1:${port}`
  await vi.waitFor(() => isReady(driver), { timeout: PATIENCE_MS })
  const args = ['--automation']
  const capabilities = {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: programs.browser, args },
  }
  const session = opened.use(await openSession(driver, capabilities))
  const first = new WebKitTab(session, await session.window(), finder)
  const tab = options.size ? await sized(first, options.size) : first
  const closing = opened.move()
  return { tab, troubles: [], [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

/** Xvfb writes it once it is up. */
async function displayOf({ stdio: [, , , pipe] }: ChildProcess): Promise<string> {
  if (!pipe) throw new Error('Xvfb has no pipe.')
  const [number] = await once(pipe, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) })
  return `:${String(number).trim()}`
}

/** A window without the browser's bars, which are wider than a phone; only a click opens one. */
async function sized(tab: WebKitTab, { width, height }: NonNullable<VisitOptions['size']>): Promise<Tab> {
  await tab.script(`const button = document.body.appendChild(document.createElement('button'))
button.textContent = 'Open'
button.onclick = () => window.open('about:blank', 'sized', 'popup,width=${width},height=${height}')`)
  return await tab.opening(() => tab.click('button', 'Open'))
}

/** What was found is covered, moving or gone again; the next try may find it. */
const PASSING = [
  'element click intercepted',
  'element not interactable',
  'no such element',
  'stale element reference',
]

/** Resolves to false where it may be tried again. */
async function clicked(session: Session, element: ElementReference): Promise<boolean> {
  try {
    await session.click(element)
    return true
  } catch (error) {
    if (error instanceof WebDriverError && PASSING.includes(error.code)) return false
    // The page went on to another process, and the driver's answer with it.
    if (error instanceof DOMException && error.name === 'TimeoutError') return true
    throw error
  }
}

const FIND = `const finder = window.TestingLibraryDom
if (!finder) return 'no finder'
return finder.queryAllByRole(document.body, arguments[0], { name: arguments[1] })[0] ?? null`

class WebKitTab implements Tab {
  readonly #session: Session
  readonly #window: string
  readonly #finder: string

  constructor(session: Session, window: string, finder: string) {
    this.#session = session
    this.#window = window
    this.#finder = finder
  }

  async goto(address: string): Promise<void> {
    await (await this.#here()).goto(address)
  }

  async reload(): Promise<void> {
    await (await this.#here()).reload()
  }

  async close(): Promise<void> {
    await (await this.#here()).closeWindow()
  }

  async isClosed(): Promise<boolean> {
    return !(await this.#session.windows()).includes(this.#window)
  }

  async sees(...one: Named): Promise<void> {
    await this.#until(one.join(' '), async () => (await this.#find(one)) !== null)
  }

  async misses(...[role, name]: Named): Promise<void> {
    await this.#until(`no ${role} “${name}”`, async () => (await this.#find([role, name])) === null)
  }

  async reads(text: string): Promise<void> {
    await this.#until(`“${text}”`, async () =>
      Boolean(await this.script('return document.body.innerText.includes(arguments[0])', text)),
    )
  }

  async click(...one: Named): Promise<void> {
    await this.#until(`a click on ${one.join(' ')}`, async () => {
      const element = await this.#find(one)
      return element !== null && (await clicked(this.#session, element))
    })
  }

  async press(...keys: (keyof typeof KEYS)[]): Promise<void> {
    const session = await this.#here()
    for (const key of keys) await session.press(KEYS[key])
  }

  async focuses(...one: Named): Promise<void> {
    await this.#until(`the focus on ${one.join(' ')}`, async () => {
      const element = await this.#find(one)
      return (
        element !== null &&
        Boolean(await this.script('return arguments[0] === document.activeElement', element))
      )
    })
  }

  async opening(work: () => Promise<unknown>): Promise<Tab> {
    const before = await this.#session.windows()
    await work()
    let opened: string | undefined
    await this.#until('a window', async () => {
      opened = (await this.#session.windows()).find((one) => !before.includes(one))
      return opened !== undefined
    })
    return new WebKitTab(this.#session, opened ?? '', this.#finder)
  }

  async run<Result>(work: () => Result): Promise<Result> {
    return (await this.script(`return (${work})()`)) as Result
  }

  async picture(): Promise<Uint8Array> {
    return await (await this.#here()).picture()
  }

  async script(body: string, ...args: Json[]): Promise<unknown> {
    return await (await this.#here()).run(body, ...args)
  }

  async #here(): Promise<Session> {
    await this.#session.use(this.#window)
    return this.#session
  }

  /** What assistive technology would find first, or null. */
  async #find([role, name]: Named): Promise<ElementReference | null> {
    const find = () => this.script(FIND, role, name)
    let found = await find()
    if (found === 'no finder') {
      await this.script(this.#finder)
      found = await find()
    }
    return found as ElementReference | null
  }

  /** Between two pages the driver may refuse anything. */
  async #until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    await vi.waitFor(
      async () => {
        if (!(await isSo())) throw new Error(`Waited for ${what}.`)
      },
      { timeout: PATIENCE_MS, interval: 200 },
    )
  }
}
