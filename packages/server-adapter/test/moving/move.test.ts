// A file moved to Postgres: nothing lost, nothing twice, the file locked, and the way back.

import { readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import { storeAt } from '../../conformance/sqlite-ground.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { postgresStore } from '../../src/stores/postgres.ts'
import { readyStore } from '../../src/stores/ready-store.ts'
import type { Store } from '../../src/stores/store.ts'
import { StoreUnavailableError } from '../../src/stores/store.ts'
import { useDatabase } from '../postgres/use-database.ts'
import { type MoveGround, openMoveGround } from './move-ground.ts'

const IDENTITY = {
  clientId: 'app',
  environment: 'sandbox',
  redirectOrigin: 'https://app.example.com',
} as const
const ready = (store: Store) => readyStore(store, { identity: IDENTITY, onWritten: () => {} })

const url = useDatabase()
let ground: MoveGround
beforeEach(async () => {
  const opened = await openMoveGround(url(), 40)
  ground = opened
  return () => opened.remove()
})

const target = (): Store =>
  postgresStore({ connectionString: ground.url, schema: ground.schema }).create({
    now: Date.now,
    logger: silentLogger,
  })

/** Opens a store, uses it, closes it. */
async function using<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

function inFile(statement: string): void {
  const database = new DatabaseSync(ground.file)
  try {
    database.exec(statement)
  } finally {
    database.close()
  }
}

describe('a move', () => {
  it('brings every row of every table over as it is', async () => {
    const { code, said } = await ground.migrate()
    expect([code, said]).toEqual([0, expect.stringContaining('Moved.')])
    expect(said).toContain('verified 40 of 40 histories')
    const moved = await ground.dumpSchema()
    expect(moved).toEqual(ground.dumpFile())
    for (const table of [
      'connections',
      'grants',
      'history',
      'events',
      'changes',
      'leases',
      'key_checks',
      'meta',
      'links',
      'campaigns',
      'campaign_members',
      'writes',
      'take_backs',
    ])
      expect(moved[table]?.length).toBeGreaterThan(0)
  })

  it('lets the store be used: counts are right, positions go on beyond every one that was given', async () => {
    await ground.migrate()
    const given = await ground.sql(`select max(position)::int as last from $schema.changes`)
    await using(ready(target()), async (store) => {
      const counts = await store.read(({ connections }) => connections.counts())
      expect(counts).toEqual(
        expect.arrayContaining([
          { status: 'connected', reason: null, count: 26 },
          { status: 'reauthorization_required', reason: 'revoked', count: 14 },
        ]),
      )
      await store.write(({ changes }) =>
        changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: 'con-1', at: 1 }),
      )
    })
    const [{ last }] = (await ground.sql(`select max(position)::int as last from $schema.changes`)) as [
      { last: number },
    ]
    // The file's last ten had been pruned; a new connection leaves more out.
    expect(last).toBeGreaterThanOrEqual(Number(given[0]?.last) + 11)
  })

  it('changes nothing when it is done already', async () => {
    await ground.migrate()
    const before = await ground.dumpSchema()
    expect(await ground.migrate()).toEqual({ code: 0, said: expect.stringContaining('Nothing to do') })
    expect(await ground.dumpSchema()).toEqual(before)
  })

  it('is only checked in a dry run', async () => {
    const before = readFileSync(ground.file)
    const { code, said } = await ground.migrate('--dry-run')
    expect([code, said]).toEqual([0, expect.stringContaining('make the schema, lock the file and copy')])
    expect(readFileSync(ground.file).equals(before)).toBe(true)
    expect(await ground.sql(`select 1 from pg_namespace where nspname = '${ground.schema}'`)).toEqual([])
  })
})

describe('the old file', () => {
  it('is refused by anyone who opens it, and says where all went', async () => {
    await ground.migrate()
    const opening = using(ready(storeAt(ground.file)), (store) => store.open())
    await expect(opening).rejects.toThrow(
      /was moved to Postgres \(schema "move_.*" of database "test_.*" at 127/,
    )
    await expect(opening).rejects.toBeInstanceOf(StoreUnavailableError)
  })

  it('takes no change of a process that has it open, and says why', async () => {
    await using(ready(storeAt(ground.file)), async (store) => {
      await store.open()
      expect(await ground.migrate()).toMatchObject({
        code: 0,
        said: expect.stringContaining('still has the file open'),
      })
      const before = ground.dumpFile()
      const writes: Parameters<Store['write']>[0][] = [
        ({ grants }) => grants.delete('con-1'),
        ({ leases }) => leases.acquire('new', 'somebody', 1, 2),
        ({ journal }) => journal.close('con-0'),
        ({ meta }) => meta.setTagKey('another'),
      ]
      for (const write of writes) {
        const writing = store.write(write)
        await expect(writing).rejects.toBeInstanceOf(StoreUnavailableError)
        await expect(writing).rejects.toThrow(/The SQLite file ".*" was moved to Postgres/)
      }
      expect(ground.dumpFile()).toEqual(before)
      expect(await store.read(({ connections }) => connections.get('con-1'))).not.toBeNull()
    })
  })
})

describe('a move taken back', () => {
  it('unlocks the file and empties the schema, ready for the next time', async () => {
    const before = ground.dumpFile()
    await ground.migrate()
    expect(await ground.migrate('--undo')).toEqual({
      code: 0,
      said: expect.stringContaining('may be used again'),
    })
    expect(ground.dumpFile()).toEqual(before)
    await using(ready(storeAt(ground.file)), (store) => store.write(({ grants }) => grants.delete('con-1')))
    expect(await ground.migrate()).toMatchObject({ code: 0 })
    expect(await ground.dumpSchema()).toEqual(ground.dumpFile())
  })

  it('is refused once the new store was used', async () => {
    await ground.migrate()
    await using(ready(target()), (store) => store.write(({ grants }) => grants.delete('con-1')))
    const before = await ground.dumpSchema()
    expect(await ground.migrate('--undo')).toEqual({
      code: 1,
      said: expect.stringMatching(/was used since the move \(grants: 40 rows there, 39 here\)/),
    })
    expect(await ground.dumpSchema()).toEqual(before)
    await expect(using(ready(storeAt(ground.file)), (store) => store.open())).rejects.toThrow('was moved')
  })

  it('is refused where there was none', async () => {
    expect(await ground.migrate('--undo')).toMatchObject({
      code: 1,
      said: expect.stringContaining('no move'),
    })
  })
})

describe('a move that must not be', () => {
  const used = () =>
    using(ready(target()), (store) =>
      store.write(async ({ meta }) => {
        await meta.setTagKey('its own')
        await meta.setKeyCheck('its own', 'sealed')
      }),
    )

  it.each<[string, () => unknown, RegExp]>([
    ['a target an adapter was started on', used, /An adapter was started on Postgres/],
    [
      'a target that holds connections',
      async () => {
        await using(target(), (store) => store.open())
        await ground.sql(`insert into $schema.leases values ('other', 'somebody', 1, 2)`)
      },
      /is not empty \(table "leases"\)/,
    ],
    [
      'a target that another file fills',
      async () => {
        const other = await openMoveGround(url(), 1)
        await other.migrate('--schema', ground.schema).finally(() => other.remove())
      },
      /was or is being filled from the SQLite file/,
    ],
    [
      'a file of a newer version',
      () => inFile("insert into migrations values (99, 'later', 0)"),
      /newer Mooring/,
    ],
    ['a damaged file', () => damage(ground.file), /is damaged/],
    ['another program’s file', () => inFile('pragma application_id = 7'), /has no connections of Mooring/],
  ])('is refused for %s, and changes neither side', async (_name, prepare, sentence) => {
    await prepare()
    const before = readFileSync(ground.file)
    const { code, said } = await ground.migrate()
    expect([code, said]).toEqual([1, expect.stringMatching(sentence)])
    expect(readFileSync(ground.file).equals(before)).toBe(true)
  })

  it('is refused to a second database', async () => {
    await ground.migrate()
    const { code, said } = await ground.migrate('--schema', `${ground.schema}_2`)
    expect([code, said]).toEqual([1, expect.stringContaining('go on with that one')])
    expect(await ground.sql(`select 1 from pg_namespace where nspname = '${ground.schema}_2'`)).toEqual([])
  })

  it('is refused where there is no file, and makes none', async () => {
    const empty = await openMoveGround(url(), 0)
    expect(await empty.migrate().finally(() => empty.remove())).toMatchObject({
      code: 1,
      said: expect.stringContaining('There is no file'),
    })
  })
})

/** Overwrites the page a table begins with. */
function damage(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('pragma wal_checkpoint(truncate)')
  const { page, size } = database
    .prepare(
      `select rootpage as page, (select page_size from pragma_page_size) as size from sqlite_schema where name = 'history'`,
    )
    .get() as { page: number; size: number }
  database.close()
  const bytes = readFileSync(file)
  bytes.fill(0xff, (page - 1) * size, page * size)
  writeFileSync(file, bytes)
}
