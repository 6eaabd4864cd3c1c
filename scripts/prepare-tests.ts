// Makes what tests would otherwise make at the same time: the unpacked browser and the demo's pages.
import { builtPages } from '../apps/demo/server/built-pages.ts'
import { findChromium } from './chromium.ts'
import { MadeOnceError } from './made-once.ts'

try {
  await findChromium()
  await builtPages(() => console.log("Building the demo's pages, once until they change…"))
} catch (error) {
  console.error(error instanceof MadeOnceError ? error.message : error)
  process.exitCode = 1
}
