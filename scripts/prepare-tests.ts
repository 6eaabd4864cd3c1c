// Makes what tests would otherwise make at the same time (the unpacked browser, the demo's pages), and says which engines are absent.
import { builtPages } from '../apps/demo/server/built-pages.ts'
import { findChromium } from './chromium.ts'
import { findFirefox, WITHOUT_FIREFOX } from './firefox.ts'
import { MadeOnceError } from './made-once.ts'
import { findWebKit, WITHOUT_WEBKIT } from './webkit.ts'

try {
  await findChromium()
  if (findFirefox() === null) console.log(WITHOUT_FIREFOX)
  if (process.env.MOORING_TEST_LONG && findWebKit() === null) console.log(WITHOUT_WEBKIT)
  await builtPages(() => console.log("Building the demo's pages, once until they change…"))
} catch (error) {
  console.error(error instanceof MadeOnceError ? error.message : error)
  process.exitCode = 1
}
