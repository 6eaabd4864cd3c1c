// A Node that is too old is named as the cause.
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { checkRuntime, OLDEST_NODE } from './check-runtime.ts'

it.each(['20.20.2', '22.12.0', '18.0.0'])('refuses Node %s, and says which one is needed', (node) => {
  expect(() => checkRuntime({ node })).toThrow(`this is Node ${node}, which is too old. Run it on Node 22.13`)
})

it.each([
  { node: '22.13.0' },
  { node: '24.0.0-nightly' },
  { node: '26.10.0' },
  { node: '20.11.1', deno: '1.46.0' },
  { node: '20.11.1', bun: '1.1.0' },
  {},
])('takes %o', (versions) => {
  expect(() => checkRuntime(versions)).not.toThrow()
})

it('needs the Node that the package says', async () => {
  const packageJson = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(packageJson.engines.node).toBe(`>=${OLDEST_NODE}`)
})
