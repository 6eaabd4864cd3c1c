// What importing the built adapter costs a fresh process, against importing intuit-oauth.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { report } from './report.ts'
import { alternate } from './rounds.ts'

const ROUNDS = 9
const PACKAGE = fileURLToPath(new URL('../packages/server-adapter/', import.meta.url))

function importIn(what: string): number {
  const code = `const from = performance.now(); await import('${what}'); console.log(performance.now() - from)`
  const options = { cwd: PACKAGE, encoding: 'utf8' as const }
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], options))
}

export async function benchImportCost(): Promise<void> {
  if (!existsSync(`${PACKAGE}dist/index.js`)) {
    report('importing the adapter', 'not built', 'run the build script first')
    return
  }
  const took = await alternate(ROUNDS, {
    adapter: async () => importIn('@mooring/server-adapter'),
    oauth: async () => importIn('intuit-oauth'),
  })
  report('importing intuit-oauth', `${took.oauth.toFixed(0)} ms`)
  report(
    'importing the adapter',
    `${took.adapter.toFixed(0)} ms, ${(took.adapter / took.oauth).toFixed(2)} ×`,
    { measured: took.adapter / took.oauth, atMost: 0.2 },
  )
}
