// The SQLite store's own ground: wrong paths, foreign files, full disks, and a database that refuses.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOON, sampleConnection, sampleEntry, sampleGrant } from '../../conformance/sample-records.ts'
import { sqliteGround, storeAt } from '../../conformance/sqlite-ground.ts'
import { silentLogger } from '../platform/logger.ts'
import { MIGRATIONS } from './migrations/migrate.ts'
import { sqliteStore } from './sqlite.ts'
import { StoreUnavailableError } from './store.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mooring-sqlite-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a path that is wrong', () => {
  it.each([
    ['a folder that is not there', 'gone/mooring.db', 'does not exist. Create it'],
    ['a file in the place of the folder', 'text/mooring.db', 'is a file, not a folder'],
    ['a folder in the place of the file', 'folder', 'is a folder. Give sqliteStore the path of a file'],
    ['a file that is no database', 'text', 'is not a SQLite database'],
    ['a file too short to be one', 'short', 'is not a SQLite database'],
  ])('is refused before anything is written: %s', async (_, name, sentence) => {
    await mkdir(join(folder, 'folder'))
    await writeFile(join(folder, 'text'), 'These are my notes, and they matter.')
    await writeFile(join(folder, 'short'), 'SQL')
    const path = join(folder, name)
    const create = () => storeAt(path)
    expect(create).toThrow(StoreUnavailableError)
    expect(create).toThrow(sentence)
    expect(create).toThrow(folder)
    expect(await readFile(join(folder, 'text'), 'utf8')).toBe('These are my notes, and they matter.')
  })

  it.each([[''], [' '], [':memory:'], [undefined]])('is refused at once: %j', (path) => {
    expect(() => sqliteStore({ path: path as string })).toThrow(/sqliteStore: .+\. (Give|Use) /)
  })

  it('is refused at open too, and opens once it is repaired', async () => {
    const store = storeAt(join(folder, 'mooring.db'))
    await rm(folder, { recursive: true })
    await expect(store.open()).rejects.toThrow('does not exist. Create it')
    await mkdir(folder)
    await store.open()
    await store.close()
  })
})

/** The locks that processes of this machine have on the file, as Linux lists them. */
async function locksOn(path: string): Promise<string[]> {
  const { ino } = await stat(path)
  const locks = await readFile('/proc/locks', 'utf8')
  return locks.split('\n').filter((line) => line.includes(`:${ino} `))
}

it.skipIf(!existsSync('/proc/locks'))(
  'another store of the same file in the same process leaves the locks of the first',
  async ({ skip }) => {
    const path = join(folder, 'mooring.db')
    const store = storeAt(path)
    await store.open()
    const before = (await locksOn(path)).length
    skip(before === 0, 'This system lists no locks.')
    const other = storeAt(path)
    expect(await locksOn(path)).toHaveLength(before)
    await other.open()
    await other.close()
    expect(await locksOn(path)).toHaveLength(before)
    await store.close()
  },
)

describe("someone else's file", () => {
  it('is left as it is: the database of another program', async () => {
    const path = join(folder, 'other.db')
    const other = new DatabaseSync(path)
    other.exec("create table events (x); insert into events values ('theirs')")
    other.close()
    const before = await readFile(path)
    await expect(storeAt(path).open()).rejects.toThrow('is the SQLite database of another program')
    expect(await readFile(path)).toEqual(before)
  })

  it('is left as it is: the store of a newer Mooring', async () => {
    const path = join(folder, 'mooring.db')
    const store = storeAt(path)
    await store.open()
    await store.close()
    const newer = new DatabaseSync(path)
    newer.exec("insert into migrations values (999, 'later', 0)")
    newer.close()
    const refused = storeAt(path).read(async () => 1)
    await expect(refused).rejects.toThrow(
      `written by a newer Mooring (schema 999; this one knows up to ${MIGRATIONS.length})`,
    )
  })

  it('is left as it is: a damaged one', async () => {
    const path = join(folder, 'mooring.db')
    const store = storeAt(path)
    await store.open()
    await store.close()
    const bytes = await readFile(path)
    bytes.fill(0x5a, 100, 8_000)
    await writeFile(path, bytes)
    await expect(storeAt(path).open()).rejects.toThrow(StoreUnavailableError)
    expect(await readFile(path)).toEqual(bytes)
  })
})

describe('a file that goes away while it is open', () => {
  it.skipIf(process.platform === 'win32')(
    'is reported at the next write, and at every one after',
    async () => {
      const path = join(folder, 'mooring.db')
      const store = storeAt(path)
      await store.write(({ meta }) => meta.setTagKey('kept'))
      await rename(path, `${path}.moved`)
      const write = () => store.write(({ meta }) => meta.setTagKey('lost'))
      await expect(write()).rejects.toThrow('was moved, deleted or replaced while it was open')
      await writeFile(path, '')
      await expect(write()).rejects.toThrow(StoreUnavailableError)
      await rename(`${path}.moved`, path)
      expect(await store.read(({ meta }) => meta.tagKey())).toBe('kept')
      await store.close()
    },
  )
})

describe('a full disk', () => {
  it.skipIf(process.platform === 'win32')(
    'is reported, and leaves whole transactions (limited by ulimit)',
    async () => {
      const path = join(folder, 'mooring.db')
      const module = new URL('../../conformance/sqlite-ground.ts', import.meta.url).href
      const script = fileURLToPath(new URL('../../conformance/store-process.ts', import.meta.url))
      const job = JSON.stringify({ kind: 'append', who: 'x', pairs: 100_000 })
      const argv = [process.execPath, '--conditions=source', script, module, path, job]
      const child = spawnSync('sh', ['-c', 'ulimit -f 3000; exec "$@"', 'sh', ...argv], {
        input: 'go\n',
        encoding: 'utf8',
        timeout: 60_000,
      })
      expect(child.stderr).toMatch(/StoreUnavailableError: The SQLite file ".+" could not/)
      expect(child.status).toBe(3)
      const reported = child.stdout.split('\n').filter((line) => line.startsWith('kept')).length
      const store = storeAt(path)
      const kept = await store.read(({ changes }) => changes.after('tenant-a', 0, 1_000_000))
      await store.close()
      expect(reported).toBeGreaterThan(10)
      expect(kept).toHaveLength(reported * 2)
    },
  )
})

describe('the database itself', () => {
  it('is durable and shared: WAL, and recognizes our file by its mark', async () => {
    const path = join(folder, 'mooring.db')
    const store = storeAt(path)
    await store.open()
    const raw = new DatabaseSync(path)
    expect(raw.prepare('pragma journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
    expect(raw.prepare('pragma application_id').get()).toMatchObject({ application_id: 0x4d6f6f72 })
    raw.close()
    await store.close()
  })

  it.each([
    ["update connections set realm_tag = 'other'", 'never change'],
    ["update connections set tenant_id = 'other'", 'never change'],
    ["update connections set environment = 'production'", 'never change'],
    ["update connections set id = 'other'", 'never change'],
    ['insert or replace into connections select * from connections', 'never replaced'],
    ["update history set hash = 'forged'", 'never rewritten'],
    ["update history set outcome = 'failed', actor = null, data = '{}', salt = null", 'never rewritten'],
    ['update history set actor = null', 'never rewritten'],
    ["update history set data = '{}', salt = null, actor = 'x'", 'never rewritten'],
    ['delete from history', 'never deleted'],
    ['insert or replace into history select * from history', 'never replaced'],
  ])('refuses what must not change: %s (B13, X03)', async (statement, sentence) => {
    const ground = await sqliteGround()
    const store = ground.store()
    await store.write(async ({ connections, history }) => {
      await connections.insert(sampleConnection('con-1'))
      await history.append(sampleEntry('con-1', 1))
    })
    const raw = new DatabaseSync(ground.path)
    expect(() => raw.exec(statement)).toThrow(sentence)
    raw.close()
    expect(await store.read(({ connections }) => connections.get('con-1'))).toEqual(sampleConnection('con-1'))
    expect(await store.read(({ history }) => history.last('con-1'))).toEqual(sampleEntry('con-1', 1))
    await store.close()
    await ground.remove()
  })

  it('refuses a grant of no connection', async () => {
    const store = storeAt(join(folder, 'mooring.db'))
    await expect(store.write(({ grants }) => grants.put(sampleGrant('con-0'), null))).rejects.toThrow(
      'FOREIGN KEY',
    )
    expect(await store.read(({ grants }) => grants.get('con-0'))).toBeNull()
    await store.close()
  })

  it('logs what it migrated, and what went wrong', async () => {
    const logged: string[] = []
    const note = (_: Record<string, unknown>, message: string) => logged.push(message)
    const logger = { ...silentLogger, info: note, warn: note }
    const store = sqliteStore({ path: join(folder, 'mooring.db') }).create({ now: () => NOON, logger })
    await store.open()
    await store.close()
    await expect(store.open()).rejects.toThrow('is closed')
    expect(logged).toEqual(['store migrated'])
  })
})

describe('the import', () => {
  const imported = (action: string): string => {
    const entry = new URL('./sqlite.ts', import.meta.url).href
    const script = `
      import { registerHooks } from 'node:module'
      registerHooks({ resolve: (name, context, next) => (console.log(name), next(name, context)) })
      const { memoryStore } = await import('${entry}')
      const logger = { debug() {}, info() {}, warn() {}, error() {} }
      const store = memoryStore().create({ now: () => 0, logger })
      ${action}`
    return spawnSync(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 30_000,
    }).stdout
  }

  it('of the entry point stays light: Kysely comes with the first opening', () => {
    const byTheDoor = imported('')
    expect(byTheDoor).toContain('sqlite-store.ts')
    expect(byTheDoor).not.toMatch(/^kysely$/m)
    expect(imported('await store.open()')).toMatch(/^kysely$/m)
  })
})
