// Drives the system's Firefox over WebDriver BiDi, by Playwright, whose own way needs a Firefox of its own.
import { type Browser, firefox, type LaunchOptions, type Page } from 'playwright'

/** No access to the network; its first start and its frames must not take the machine. */
const QUIET = {
  'dom.ipc.processPrelaunch.enabled': false,
  'layout.frame_rate': 30,
  'browser.startup.page': 0,
  'browser.ml.enable': false,
  'browser.tabs.remote.separatePrivilegedContentProcess': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'datareporting.policy.dataSubmissionEnabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.topsites.contile.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
}

/**
 * How Playwright starts it.
 * @param executablePath of `findFirefox`
 */
export function firefoxOptions(executablePath: string): LaunchOptions {
  answerWhatFirefoxLacks()
  return {
    executablePath,
    // Playwright's name for WebDriver BiDi; its other way needs its own build.
    channel: 'moz-firefox',
    firefoxUserPrefs: QUIET,
    // For preferences that change on the way.
    args: ['--remote-allow-system-access'],
    timeout: 90_000,
  }
}

/** Playwright sends it for each context, wanted or not; Firefox 153 knows no such command. */
const LACKING = 'emulation.setMediaFeaturesOverride'

interface Message {
  readonly id: number
  readonly method: string
}

interface Transport {
  send(message: Message): void
  onmessage?: (message: object) => void
}

interface Driver {
  connectToTransport(transport: Transport, options: object): Promise<unknown>
}

interface Session {
  readonly sessionId: string
  send<Result>(method: string, parameters: object): Promise<Result>
}

/** What is behind one of Playwright's objects. It has no other access to WebDriver BiDi. */
const behind = <T>(one: object): T =>
  (one as { readonly _connection: { toImpl(one: object): T } })._connection.toImpl(one)

let isAnswering = false

function answerWhatFirefoxLacks(): void {
  if (isAnswering) return
  isAnswering = true
  const { _bidiFirefox: driver } = behind<{ readonly _bidiFirefox: Driver }>(firefox)
  const connect = driver.connectToTransport.bind(driver)
  driver.connectToTransport = (transport, options) => {
    const send = transport.send.bind(transport)
    transport.send = (message) => {
      if (message.method !== LACKING) return send(message)
      queueMicrotask(() => transport.onmessage?.({ type: 'success', id: message.id, result: {} }))
    }
    return connect(transport, options)
  }
}

/** Sets a preference of the whole browser, as about:config does; its pages follow at once. */
export async function preferInFirefox(browser: Browser, name: string, value: number): Promise<void> {
  const { _browserSession: session } = behind<{ _browserSession: Session }>(browser)
  const { contexts } = await session.send<{ contexts: readonly [{ context: string }] }>(
    'browsingContext.getTree',
    { 'moz:scope': 'chrome', maxDepth: 0 },
  )
  await session.send('script.evaluate', {
    expression: `Services.prefs.setIntPref(${JSON.stringify(name)}, ${value})`,
    target: { context: contexts[0].context },
    awaitPromise: false,
  })
}

/** Touches the page for a moment, px from its corner. Playwright has no finger in WebDriver BiDi. */
export async function touchInFirefox(page: Page, x: number, y: number): Promise<void> {
  const { _session: session } = behind<{ delegate: { _session: Session } }>(page).delegate
  const actions = [
    { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ]
  await session.send('input.performActions', {
    context: session.sessionId,
    actions: [{ type: 'pointer', id: 'finger', parameters: { pointerType: 'touch' }, actions }],
  })
}
