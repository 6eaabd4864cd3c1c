// A finger on the page, which neither Vitest nor Playwright has in every browser; run in Node, for the browser's tests.
import type { Page } from 'playwright'
import type { BrowserCommandContext } from 'vitest/node'
import { touchInFirefox } from '../../../../scripts/drive-firefox.ts'

/** How something is pressed. */
export type Way = 'mouse' | 'touch' | 'keyboard'

declare module 'vitest' {
  interface ProvidedContext {
    /** Those that are tried in this browser. */
    ways: readonly Way[]
  }
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Touches the window for a moment, px from its corner. */
    touch(x: number, y: number): Promise<void>
  }
}

export async function touch(
  { page }: BrowserCommandContext & { readonly page: Page },
  x: number,
  y: number,
): Promise<void> {
  if (page.context().browser()?.browserType().name() === 'firefox') return await touchInFirefox(page, x, y)
  const session = await page.context().newCDPSession(page)
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}
