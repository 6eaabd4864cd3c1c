// The system's Firefox, by Playwright.
import { type Browser, firefox, type Page } from 'playwright'
import { vi } from 'vitest'
import { firefoxOptions, preferInFirefox } from '../../scripts/drive-firefox.ts'
import { findFirefox, WITHOUT_FIREFOX } from '../../scripts/firefox.ts'
import { type Engine, type Named, PATIENCE_MS, type Tab, type Visit, type VisitOptions } from './tab.ts'

type Role = Parameters<Page['getByRole']>[0]

const program = findFirefox()

/** Of the whole browser: 0 is the page's colours, 2 the person's. */
const COLOURS = 'browser.display.document_color_use'

export const firefoxEngine: Engine = {
  name: 'Firefox',
  reasonToSkip: program === null ? WITHOUT_FIREFOX : null,
  hasForcedColours: true,
  async open() {
    if (program === null) throw new Error(WITHOUT_FIREFOX)
    await using opened = new AsyncDisposableStack()
    const browser = opened.adopt(await firefox.launch(firefoxOptions(program)), (one) => one.close())
    const closing = opened.move()
    return {
      visit: (options) => visit(browser, options),
      [Symbol.asyncDispose]: () => closing.disposeAsync(),
    }
  },
}

async function visit(browser: Browser, { size, forcedColours = false }: VisitOptions = {}): Promise<Visit> {
  await using opened = new AsyncDisposableStack()
  if (forcedColours) {
    opened.defer(() => preferInFirefox(browser, COLOURS, 0))
    await preferInFirefox(browser, COLOURS, 2)
  }
  const viewport = size ?? { width: 1200, height: 900 }
  const context = opened.adopt(await browser.newContext({ viewport }), (one) => one.close())
  context.setDefaultTimeout(PATIENCE_MS)
  const troubles: string[] = []
  const note = (text: string) => {
    // Firefox says so of each page without an icon whose policy allows none.
    if (!text.includes('/favicon.ico')) troubles.push(text)
  }
  context.on('console', (message) => {
    if (message.type() === 'error') note(message.text())
  })
  context.on('weberror', (error) => note(error.error().message))
  const tab = tabOf(await context.newPage())
  const closing = opened.move()
  return { tab, troubles, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

function tabOf(page: Page): Tab {
  const find = (...[role, name]: Named) => page.getByRole(role as Role, { name, exact: true })
  return {
    goto: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    close: () => page.close(),
    isClosed: async () => page.isClosed(),
    sees: (...one) =>
      find(...one)
        .first()
        .waitFor(),
    misses: (...one) =>
      find(...one)
        .first()
        .waitFor({ state: 'hidden' }),
    reads: (text) => page.getByText(text).first().waitFor(),
    click: (...one) =>
      find(...one)
        .first()
        .click(),
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key)
    },
    async focuses(...one) {
      const isFocused = () =>
        find(...one)
          .first()
          .evaluate((element) => element === element.ownerDocument.activeElement)
      await vi.waitUntil(isFocused, { timeout: PATIENCE_MS })
    },
    async opening(work) {
      const [popup] = await Promise.all([page.waitForEvent('popup'), work()])
      return tabOf(popup)
    },
    run: (work) => page.evaluate(work),
    picture: () => page.screenshot(),
  }
}
