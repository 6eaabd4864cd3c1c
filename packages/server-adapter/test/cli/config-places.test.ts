// Where a config may be, and in which language.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runIn } from './cli-ground.ts'

const INDEX = JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mooring-cli-'))
  await mkdir(path.join(folder, 'src'))
  await writeFile(path.join(folder, '.env'), `KEY=${Buffer.alloc(32, 'places').toString('base64')}\n`)
})
afterEach(async () => await rm(folder, { recursive: true }))

const write = (name: string, text: string) => writeFile(path.join(folder, name), text)

/** Relative paths of it are the product's: .env, and the database. */
const CONFIG = `import { sqliteStore } from ${INDEX}
process.loadEnvFile('.env')
const environment: 'sandbox' | 'production' = 'sandbox'
export const options = {
  clientId: 'places',
  clientSecret: 'test-secret-canary',
  environment,
  redirectUri: 'http://localhost:9/api/quickbooks/callback',
  intuitOrigin: 'http://localhost:9',
  store: sqliteStore({ path: './mooring.db' }),
  encryptionKeys: [{ id: 'one', secret: process.env.KEY ?? '' }],
  identify: () => null,
}
`

it.each([
  ['commonjs', ['find', '--realm', '9130355377388383']],
  ['module', ['find', '--realm', '9130355377388383']],
  ['commonjs', ['find', '--realm', '9130355377388383', '--config', 'src/mooring.config.ts']],
])('TypeScript in src of a %s package is run in the product’s folder: %j', async (type, words) => {
  await write('package.json', JSON.stringify({ type }))
  await write('src/mooring.config.ts', CONFIG)
  const { code, beside } = await runIn(folder, words)
  // The store was opened, and no company has this id.
  expect([code, beside]).toEqual([1, expect.stringMatching(/^There is no /)])
})

it('the one beside package.json comes first', async () => {
  await write('package.json', '{}')
  await write('src/mooring.config.ts', CONFIG)
  await write('mooring.config.mjs', 'export default {}')
  const { code, beside } = await runIn(folder, ['find', '--realm', '9130355377388383'])
  expect([code, beside]).toEqual([
    2,
    expect.stringContaining(`${path.join(folder, 'mooring.config.mjs')} exports no options`),
  ])
})
