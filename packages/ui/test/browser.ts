// The browsers of the kit's tests: a Chromium for all, a Firefox for some.
import { playwright } from '@vitest/browser-playwright'
import type { BrowserContextOptions } from 'playwright'
import { chromiumArgs, findChromium } from '../../../scripts/chromium.ts'
import { firefoxOptions } from '../../../scripts/drive-firefox.ts'
import { MadeOnceError } from '../../../scripts/made-once.ts'

/** Ends the run with the sentence that says how to get one where there is none: a stack would bury it. */
const executablePath = await findChromium().catch((error: unknown) => {
  if (!(error instanceof MadeOnceError)) throw error
  console.error(error.message)
  process.exit(1)
})

/** @param path of another Chromium than the one found */
export const chromiumOf = (contextOptions: BrowserContextOptions = {}, path = executablePath) =>
  playwright({ launchOptions: { executablePath: path, args: chromiumArgs }, contextOptions })

/** @param path of a Firefox that is installed */
export const firefoxOf = (path: string) => playwright({ launchOptions: firefoxOptions(path) })
