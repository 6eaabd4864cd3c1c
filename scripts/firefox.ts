// Where the Firefox for tests comes from: FIREFOX_PATH or the system's. npm has none.
import { existsSync } from 'node:fs'
import { MadeOnceError } from './made-once.ts'

const SYSTEM_BROWSERS = ['/usr/bin/firefox-esr', '/Applications/Firefox.app/Contents/MacOS/firefox']

/** What is printed where there is none. */
export const WITHOUT_FIREFOX =
  'There is no Firefox here: what runs in it is left out. Install Debian’s firefox-esr, or set FIREFOX_PATH to its program.'

/** The path of a Firefox that is installed; null where there is none. @throws MadeOnceError where FIREFOX_PATH names no file */
export function findFirefox(): string | null {
  const chosen = process.env.FIREFOX_PATH
  if (chosen && !existsSync(chosen)) {
    throw new MadeOnceError(
      `FIREFOX_PATH is ${chosen}, and there is no such file: name a Firefox that is installed.`,
    )
  }
  return chosen || (SYSTEM_BROWSERS.find((known) => existsSync(known)) ?? null)
}
