// Loads what the kit and axe load on demand before the first test of a page: on a busy machine that takes longer than a test waits.
import 'axe-core'

const modules = import.meta.glob([
  '../src/**/*.{ts,tsx}',
  '!../src/**/*.{test,stories}.{ts,tsx}',
  '!../src/theme/**',
])

await Promise.all(Object.values(modules).map((load) => load()))
