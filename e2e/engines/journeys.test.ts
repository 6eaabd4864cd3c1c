// The same journeys in each engine besides Chromium: whatever becomes of Intuit's window, at any size, by any key.
import { beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../packages/messages/src/en.ts'
import { enComponents } from '../../packages/messages/src/en-components.ts'
import { enOnDemand } from '../../packages/messages/src/en-on-demand.ts'
import { loadLanguage } from '../../packages/messages/src/languages.ts'
import { say } from '../../packages/messages/src/messages.ts'
import { firefoxEngine } from './firefox.ts'
import { type Host, openHost } from './host.ts'
import { savePicture } from './pictures.ts'
import { PATIENCE_MS, type RunningEngine, type Tab, type VisitOptions } from './tab.ts'
import { webkitEngine } from './webkit.ts'

const COMPANY = 'Harbor Tea Co.'
const PATIENT = { timeout: PATIENCE_MS }
const english = { ...en, ...enComponents, ...enOnDemand }
type Words = typeof english

async function consent(intuit: Tab): Promise<void> {
  await intuit.click('radio', COMPANY)
  await intuit.click('button', 'Next')
  await intuit.click('button', 'Connect')
}

async function atIntuit(intuit: Tab): Promise<void> {
  await intuit.click('button', 'Sign in as Ada Martin')
  await consent(intuit)
}

const opened = (tab: Tab, { connect }: Words) => tab.opening(() => tab.click('button', connect))

type Sentence = Words['headlines']['connected']
const sentence = (one: Sentence) => say(one, { company: COMPANY, date: '', checked: '' })

async function confirm(tab: Tab, words: Words): Promise<void> {
  await tab.sees('alertdialog', words.confirmTitle)
  await tab.click('button', words.confirmYes)
  await tab.reads(sentence(words.headlines.connected))
}

async function connect(tab: Tab, words: Words): Promise<void> {
  await atIntuit(await opened(tab, words))
  await confirm(tab, words)
}

/** As the page draws it: forced colours take backgrounds and shadows away. */
const focusOutline = () =>
  document.activeElement ? getComputedStyle(document.activeElement).outlineStyle : ''
const buttonEdges = () =>
  [...document.querySelectorAll('dialog .mooring-button')].map((button) => {
    const { borderBlockStartStyle, borderBlockStartWidth } = getComputedStyle(button)
    return `${borderBlockStartStyle} ${borderBlockStartWidth}`
  })

const sidewaysPx = () => document.documentElement.scrollWidth - document.documentElement.clientWidth

describe.each([firefoxEngine, webkitEngine])('$name', (engine) => {
  const { name, reasonToSkip, hasForcedColours } = engine
  describe.skipIf(reasonToSkip !== null)(reasonToSkip ?? 'beside Chromium', { timeout: 120_000 }, () => {
    let host: Host
    let running: RunningEngine
    beforeAll(async () => {
      await using starting = new AsyncDisposableStack()
      host = starting.use(await openHost())
      running = starting.use(await engine.open())
      const closing = starting.move()
      return () => closing.disposeAsync()
    }, 180_000)

    const keep = (tab: Tab, state: string) => savePicture(tab, `${name} ${state}`)

    /** What a person does on a page of the host's, with nothing on the console in the end. */
    async function visiting(
      journey: (tab: Tab) => Promise<void>,
      page: Parameters<Host['page']>[0] = {},
      options: VisitOptions = {},
    ): Promise<void> {
      await using visit = await running.visit(options)
      await visit.tab.goto(host.page(page))
      await journey(visit.tab)
      expect(visit.troubles).toEqual([])
    }

    it('connects by a window, re-authorizes and disconnects', () =>
      visiting(async (tab) => {
        await tab.sees('button', english.connect)
        await keep(tab, 'first')
        const intuit = await opened(tab, english)
        await tab.sees('button', english.openAgain)
        await keep(tab, 'waiting')
        await atIntuit(intuit)
        await tab.sees('alertdialog', english.confirmTitle)
        await keep(tab, 'question')
        await confirm(tab, english)
        await expect.poll(() => intuit.isClosed(), PATIENT).toBe(true)
        await keep(tab, 'connected')
        await tab.click('button', english.actions)
        await tab.sees('menuitem', english.reauthorize)
        await keep(tab, 'menu')
        const again = await tab.opening(() => tab.click('menuitem', english.reauthorize))
        await consent(again)
        await expect.poll(() => again.isClosed(), PATIENT).toBe(true)
        await tab.misses('button', english.openAgain)
        await tab.click('button', english.actions)
        await tab.click('menuitem', english.disconnect)
        await tab.sees('alertdialog', english.disconnectTitle)
        await keep(tab, 'disconnect')
        await tab.click('button', english.disconnectYes)
        await tab.misses('alertdialog', english.disconnectTitle)
        await tab.reads(sentence(english.headlines.by_user))
        await keep(tab, 'disconnected')
      }))

    it('goes by the page itself where a window is blocked, and comes back to it', () =>
      visiting(async (tab) => {
        await tab.sees('button', english.connect)
        const before = await tab.run(() => location.href)
        await tab.run(() => {
          window.open = () => null
        })
        await tab.click('button', english.connect)
        await atIntuit(tab)
        await confirm(tab, english)
        expect(await tab.run(() => location.href)).toBe(before)
      }))

    it('opens a window again that was closed, and cancels', () =>
      visiting(async (tab) => {
        const intuit = await opened(tab, english)
        await intuit.sees('button', 'Sign in as Ada Martin')
        await intuit.close()
        const again = await tab.opening(() => tab.click('button', english.openAgain))
        await again.sees('button', 'Sign in as Ada Martin')
        await tab.click('button', english.cancel)
        await tab.sees('button', english.connect)
        await tab.misses('button', english.openAgain)
        await tab.reads(english.cancelled)
      }))

    it('loses nothing where Intuit cuts its window off', async () => {
      host.simulator.control.behave({ severOpener: true })
      using _ = { [Symbol.dispose]: () => host.simulator.control.behave({ severOpener: false }) }
      await visiting((tab) => connect(tab, english))
    })

    it.each(['same-origin', 'noopener-allow-popups'] as const)(
      'loses nothing under the host’s own opener policy %s',
      (openerPolicy) => visiting((tab) => connect(tab, english), { openerPolicy }),
    )

    it('loses nothing where the page is reloaded meanwhile', () =>
      visiting(async (tab) => {
        const intuit = await opened(tab, english)
        await intuit.sees('button', 'Sign in as Ada Martin')
        await tab.reload()
        await tab.sees('button', english.openAgain)
        await atIntuit(intuit)
        await confirm(tab, english)
      }))

    it('goes by the one window of a phone, where nothing is cut off', () =>
      visiting(
        async (tab) => {
          await tab.sees('button', english.connect)
          expect(await tab.run(sidewaysPx)).toBe(0)
          await keep(tab, 'first on a phone')
          await tab.click('button', english.connect)
          await atIntuit(tab)
          await tab.sees('alertdialog', english.confirmTitle)
          expect(await tab.run(sidewaysPx)).toBe(0)
          await keep(tab, 'question on a phone')
          await confirm(tab, english)
          expect(await tab.run(sidewaysPx)).toBe(0)
          await keep(tab, 'connected on a phone')
        },
        { mode: 'redirect' },
        { size: { width: 390, height: 844 } },
      ))

    it('runs from right to left in Arabic', async () => {
      const words: Words = { ...english, ...(await loadLanguage('ar')) }
      await visiting(
        async (tab) => {
          const intuit = await opened(tab, words)
          await atIntuit(intuit)
          await tab.sees('alertdialog', words.confirmTitle)
          await keep(tab, 'question in Arabic')
          await confirm(tab, words)
          await tab.click('button', words.actions)
          await tab.sees('menuitem', words.disconnect)
          expect(
            await tab.run(() => {
              const menu = document.querySelector('[role=menu]')
              return menu && getComputedStyle(menu).direction
            }),
          ).toBe('rtl')
          expect(await tab.run(sidewaysPx)).toBe(0)
          await keep(tab, 'menu in Arabic')
        },
        { locale: 'ar' },
      )
    })

    it('is all done by the keyboard', () =>
      visiting(async (tab) => {
        await tab.sees('button', english.connect)
        await tab.press('Tab')
        await tab.focuses('button', english.connect)
        await atIntuit(await tab.opening(() => tab.press('Enter')))
        await tab.sees('alertdialog', english.confirmTitle)
        await tab.focuses('button', english.confirmNo)
        await keep(tab, 'focus')
        await tab.press('Tab')
        await tab.focuses('button', english.confirmYes)
        await tab.press('Enter')
        await tab.reads(sentence(english.headlines.connected))
        await tab.focuses('button', english.actions)
        await tab.press('Enter')
        await tab.focuses('menuitem', english.reauthorize)
        await tab.press('ArrowDown')
        await tab.focuses('menuitem', english.testConnection)
        await tab.press('Escape')
        await tab.focuses('button', english.actions)
        await tab.press('Enter')
        await tab.focuses('menuitem', english.reauthorize)
        await tab.press('End')
        await tab.focuses('menuitem', english.disconnect)
        await tab.press('Enter')
        await tab.sees('alertdialog', english.disconnectTitle)
        await tab.press('Escape')
        await tab.misses('alertdialog', english.disconnectTitle)
        await tab.focuses('button', english.actions)
      }))

    const forced = hasForcedColours
      ? 'shows the edges of a question’s buttons and the focus in forced colours'
      : 'forced colours: this engine has none'
    it.skipIf(!hasForcedColours)(forced, () =>
      visiting(
        async (tab) => {
          await tab.sees('button', english.connect)
          expect(await tab.run(() => matchMedia('(forced-colors: active)').matches)).toBe(true)
          await connect(tab, english)
          await tab.click('button', english.actions)
          await tab.sees('menuitem', english.reauthorize)
          await tab.press('ArrowDown')
          await tab.focuses('menuitem', english.reauthorize)
          expect(await tab.run(focusOutline)).not.toBe('none')
          await keep(tab, 'menu in forced colours')
          await tab.press('Escape')
          await tab.focuses('button', english.actions)
          expect(await tab.run(focusOutline)).not.toBe('none')
          await keep(tab, 'connected in forced colours')
          await tab.press('Enter')
          await tab.focuses('menuitem', english.reauthorize)
          await tab.press('End')
          await tab.focuses('menuitem', english.disconnect)
          await tab.press('Enter')
          await tab.sees('alertdialog', english.disconnectTitle)
          const solid = expect.stringMatching(/^solid [1-9]/)
          expect(await tab.run(buttonEdges)).toEqual([solid, solid])
          await keep(tab, 'question in forced colours')
        },
        {},
        { forcedColours: true },
      ),
    )
  })
})
