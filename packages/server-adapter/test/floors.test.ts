// The folders of the adapter lie on floors: each imports what is below it, and nothing above.
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const source = fileURLToPath(new URL('../src/', import.meta.url))

/** From the lowest floor to the highest. Folders of one floor know nothing of each other. */
const FLOORS = [
  ['platform', 'signatures', 'telemetry', 'version.ts'],
  ['gateway', 'vault'],
  ['failures'],
  ['stores'],
  ['errors', 'quota'],
  ['config'],
  ['access', 'keys', 'deps.ts'],
  ['connection', 'jobs'],
  ['http'],
  ['connections', 'express.ts', 'platform-handler.ts'],
  ['history'],
  ['events'],
  ['people', 'tokens'],
  ['campaigns', 'company-api', 'disconnect', 'import', 'migrate-to-postgres', 'webhooks'],
  ['clients', 'switches', 'syncs'],
  ['authorize', 'schedules', 'setup', 'upkeep', 'writes'],
  ['links', 'operations'],
  ['board', 'create-services.ts', 'host-api.ts'],
  ['create-http.ts', 'create-jobs.ts', 'open-gateway.ts', 'operations-api.ts', 'tenant-api.ts'],
  ['open-deps.ts'],
  ['adapter-life.ts'],
  ['create-quickbooks-adapter.ts'],
  ['cli', 'index.ts'],
]

/** Imports of types and `import()` count. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g

const folderOf = (file: string): string => file.split('/')[0] ?? file
const floorOf = (folder: string): number => FLOORS.findIndex((floor) => floor.includes(folder))

async function sourceFiles(): Promise<string[]> {
  const all = await readdir(source, { recursive: true })
  return all.map((file) => file.replaceAll('\\', '/')).filter((file) => /(?<!\.test)\.ts$/.test(file))
}

it('every folder is on a floor', async () => {
  const folders = new Set((await sourceFiles()).map(folderOf))
  expect([...folders].sort()).toEqual(FLOORS.flat().sort())
})

it('no file imports from its own floor or one above', async () => {
  const upward: string[] = []
  for (const file of await sourceFiles()) {
    const text = await readFile(join(source, file), 'utf8')
    for (const [, path = ''] of text.matchAll(IMPORT)) {
      const imported = normalize(join(dirname(file), path)).replaceAll('\\', '/')
      const [from, to] = [folderOf(file), folderOf(imported)]
      if (from !== to && floorOf(to) >= floorOf(from)) upward.push(`${file} imports ${imported}`)
    }
  }
  expect(upward).toEqual([])
})
