// Where the Firefox for tests comes from: FIREFOX_PATH or the system's. npm has none.
import { existsSync } from 'node:fs'
import { chosenBrowser, FIREFOXES } from './system-browsers.ts'

/** What is printed where there is none. */
export const WITHOUT_FIREFOX =
  'There is no Firefox here: what runs in it is left out. Install Debian’s firefox-esr, or set FIREFOX_PATH to its program.'

/** The path of a Firefox that is installed; null where there is none. @throws MadeOnceError where FIREFOX_PATH names no program */
export function findFirefox(): string | null {
  return chosenBrowser('Firefox') ?? FIREFOXES.find((known) => existsSync(known)) ?? null
}
