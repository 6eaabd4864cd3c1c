// What a transaction sends late and asks once: values as they were given, answers no older than a lock, failures not lost.
import fc from 'fast-check'
import type { Pool, PoolClient } from 'pg'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { postgresGround } from '../../conformance/postgres-ground.ts'
import {
  NOON,
  sampleConnection,
  sampleEntry,
  sampleEvent,
  sampleGrant,
} from '../../conformance/sample-records.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { withValues } from '../../src/stores/postgres/literal.ts'
import { postgresStore } from '../../src/stores/postgres.ts'
import type { Repositories, Store } from '../../src/stores/store.ts'
import { hostPool } from './host-pool.ts'
import { useDatabase } from './use-database.ts'

const url = useDatabase()
let pool: Pool
let schema: string
let store: Store
/** What was sent since it was last emptied. */
const sent: string[] = []
/** Is given each answer that is waited for. */
let onSent: (answer: Promise<unknown>) => void
beforeEach(async () => {
  onSent = () => {}
  await using opened = new AsyncDisposableStack()
  schema = postgresGround(url()).schema
  pool = opened.adopt(hostPool({ connectionString: url(), max: 4 }), (closing) => closing.end())
  pool.on('connect', (client: PoolClient) => {
    const { query } = client
    client.query = ((given: string | { readonly text: string }, ...more: unknown[]) => {
      sent.push(typeof given === 'string' ? given : given.text)
      const answer = Reflect.apply(query, client, [given, ...more])
      onSent(answer)
      return answer
    }) as typeof query
  })
  store = postgresStore({ pool, schema }).create({ now: () => NOON, logger: silentLogger })
  opened.defer(() => store.close())
  await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  const closing = opened.move()
  return () => closing.disposeAsync()
})

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

const compiled = (sql: string, parameters: readonly unknown[]) =>
  ({ sql, parameters }) as unknown as Parameters<typeof withValues>[0]

describe('a statement with its values written into it', () => {
  it('says what Postgres reads back', async () => {
    const text = fc.string({ unit: 'binary' }).map((given) => given.replaceAll('\0', '').toWellFormed())
    const number = fc.maxSafeInteger()
    const property = fc.asyncProperty(text, number, fc.boolean(), async (words, count, isSo) => {
      const statement = withValues(
        compiled('select $1::text as words, 0-$2::bigint as count, $3::boolean as is_so, $4::text as none', [
          words,
          count,
          isSo,
          null,
        ]),
      )
      const { rows } = await pool.query(statement)
      expect(rows).toEqual([{ words, count: String(0 - count), is_so: isSo, none: null }])
    })
    await fc.assert(property, { numRuns: 100 })
  })

  it('takes the tenth value for $10', () => {
    const values = Array.from({ length: 10 }, (_, index) => index + 1)
    expect(withValues(compiled('select $10, $1', values))).toBe('select 10, 1')
  })

  it('refuses what is no value', () => {
    expect(() => withValues(compiled('select $1', [{ a: 1 }]))).toThrow(RangeError)
    expect(() => withValues(compiled('select $1', []))).toThrow(RangeError)
  })
})

const release = ({ leases }: Repositories) => leases.release('refresh:con-1', 'own-1', 1)

it('sends what needs no answer with the next question, and a whole transaction of it at once', async () => {
  sent.length = 0
  await store.write(release)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatch(/begin .*; select pg_advisory_xact_lock.*; update .*"leases".*; commit$/s)
})

it('takes a webhook in two messages: whether it is new, and the note that it came with the commit', async () => {
  const webhook = { id: 'web-1', receivedAt: NOON, tries: 0, parkedAt: null }
  const take = ({ webhooks }: Repositories) => webhooks.take({ ...webhook, notices: [], dueAt: NOON })
  sent.length = 0
  await store.write(async (tx) => {
    expect(await take(tx)).toBe(true)
    await tx.webhookLog.arrived({ ...webhook, events: 0, workedAt: null, why: null })
  })
  expect(sent).toEqual([
    expect.stringMatching(/"webhooks"/),
    expect.stringMatching(/insert into .*"webhook_log".*; commit$/s),
  ])
  expect(await store.write(take)).toBe(false)
  expect(await store.read(({ webhookLog }) => webhookLog.page({ limit: 2 }))).toMatchObject([{ id: 'web-1' }])
})

it('sends side by side what is asked side by side', async () => {
  sent.length = 0
  const [found] = await store.write(({ connections, grants, history, meta }) =>
    Promise.all([connections.get('con-1'), grants.get('con-1'), history.last('con-1'), meta.incident()]),
  )
  expect(found).toEqual(sampleConnection('con-1'))
  expect(sent.map((text) => text.split('; ').at(-1))).toEqual([expect.stringContaining('select'), 'commit'])
})

it('takes a lease whose row it has read with its connection, and asks for nothing else', async () => {
  const take = (owner: string) =>
    store.write(async ({ connections, leases }) => {
      await connections.refreshState('con-1', 'refresh:con-1')
      return await leases.acquire('refresh:con-1', owner, NOON, NOON + 1)
    })
  sent.length = 0
  expect(await take('own-1')).toEqual({
    name: 'refresh:con-1',
    owner: 'own-1',
    fence: 1,
    expiresAt: NOON + 1,
  })
  expect(sent.map((text) => text.split('; ').at(-1))).toEqual([expect.stringContaining('select'), 'commit'])
  expect(await take('own-2')).toBeNull()
  await store.write(release)
  expect(await take('own-2')).toMatchObject({ owner: 'own-2', fence: 2 })
  expect(await store.read(({ leases }) => leases.get('refresh:con-1'))).toMatchObject({
    owner: 'own-2',
    fence: 2,
  })
})

it('frees and takes a lease that it knows in one transaction, and its fence grows each time', async () => {
  const fences = await store.write(async ({ connections, leases }) => {
    await connections.refreshState('con-1', 'refresh:con-1')
    const first = await leases.acquire('refresh:con-1', 'own-1', NOON, NOON + 1)
    expect(await leases.get('refresh:con-1')).toEqual(first)
    await leases.release('refresh:con-1', 'own-1', 1)
    expect(await leases.get('refresh:con-1')).toBeNull()
    const second = await leases.acquire('refresh:con-1', 'own-2', NOON, NOON + 1)
    return [first?.fence, second?.fence]
  })
  expect(fences).toEqual([1, 2])
  expect(await store.read(({ leases }) => leases.get('refresh:con-1'))).toMatchObject({
    owner: 'own-2',
    fence: 2,
  })
})

describe('a read', () => {
  it('sends side by side what is asked side by side, on one moment of the database', async () => {
    sent.length = 0
    const [found, missing, waiting] = await store.read(({ connections, grants, events }) =>
      Promise.all([connections.get('con-1'), grants.get('con-1'), events.next('con-1')]),
    )
    expect([found?.id, missing, waiting]).toEqual(['con-1', null, null])
    const [first = '', ...more] = sent
    expect(first.split('; ').map((text) => text.split(' ')[0])).toEqual([
      'begin',
      'set',
      'set',
      'select',
      'select',
      'select',
    ])
    await expect
      .poll(() => [...more, ...sent.slice(1 + more.length)])
      .toEqual([expect.stringMatching('commit')])
  })

  const side = () =>
    store.read(({ connections, grants }) => Promise.all([connections.get('con-1'), grants.get('con-1')]))

  /** Without what a new connection to the server is asked. */
  const reads = () => sent.filter((text) => !/current_setting|pg_backend_pid/.test(text))

  it('that asked for all of it at once the last time is one message', async () => {
    await side()
    await expect.poll(() => sent.at(-1)).toBe('commit')
    sent.length = 0
    await side()
    expect(reads()).toEqual([expect.stringMatching(/^begin .*; select .*; select .*; commit$/s)])
  })

  it('sees one moment also where it asks for more than the last time', async () => {
    await side()
    let runs = 0
    const [record, state] = await store.read(async ({ connections, grants }) => {
      const [found] = await Promise.all([connections.get('con-1'), grants.get('con-1')])
      if (++runs === 1)
        await store.write(async (tx) => {
          await tx.connections.update({ ...sampleConnection('con-1'), failures: 1 })
        })
      return [found, await connections.refreshState('con-1', 'refresh:con-1')]
    })
    expect(runs).toBe(2)
    expect(state?.record).toEqual(record)
    sent.length = 0
    await side()
    expect(reads()[0]).not.toMatch(/commit$/)
  })

  it('of one question opens no transaction', async () => {
    sent.length = 0
    await store.read(({ connections }) => connections.get('con-1'))
    expect(sent).toEqual([expect.stringContaining('select')])
  })

  it.each(['connections', 'connections and grants'])(
    'of %s gives its connection back once it is answered, though its work has failed before',
    async (asked) => {
      await side()
      await expect.poll(() => pool.idleCount).toBe(pool.totalCount)
      const order: string[] = []
      const failed = Promise.withResolvers<never>()
      onSent = (answer) => {
        void answer.then(() => order.push('answered'))
        failed.reject(new Error('Given up.'))
      }
      pool.once('release', () => order.push('released'))
      const reading = store.read(({ connections, grants }) => {
        const found = connections.get('con-1')
        const all = asked === 'connections' ? found : Promise.all([found, grants.get('con-1')])
        return Promise.race([failed.promise, all])
      })
      await expect(reading).rejects.toThrow('Given up.')
      await expect.poll(() => order).toEqual(['answered', 'released'])
    },
  )

  it('fails as a whole where one question is refused, and the next read is well', async () => {
    await expect(
      store.read(({ connections }) =>
        Promise.all([connections.get('con-1'), connections.get(Symbol('no id') as unknown as string)]),
      ),
    ).rejects.toThrow()
    expect(await store.read(({ connections }) => connections.get('con-1'))).toMatchObject({ id: 'con-1' })
  })
})

it('asks for nothing that it knows: a new connection, its event, history and grant go with the commit', async () => {
  sent.length = 0
  const record = sampleConnection('con-2')
  await store.write(async ({ connections, events, history, grants }) => {
    await connections.insert(record)
    await events.enqueue(sampleEvent('evt-1', 'con-2'))
    expect(await history.last('con-2')).toBeNull()
    await history.append(sampleEntry('con-2', 1))
    expect(await history.last('con-2')).toMatchObject({ entry: 1 })
    expect(await grants.put(sampleGrant('con-2'), 4)).toBe(false)
    expect(await grants.put(sampleGrant('con-2'), null)).toBe(true)
    const stored = await connections.update({ ...record, failures: 2 })
    expect(stored).toEqual({ ...record, failures: 2, version: 2 })
  })
  expect(sent.filter((text) => !text.includes('notify'))).toHaveLength(1)
  const found = await store.read(async ({ connections, grants, deliveries, events }) => ({
    record: await connections.get('con-2'),
    grant: await grants.get('con-2'),
    delivery: await deliveries.get('con-2'),
    event: await events.next('con-2'),
    counts: await connections.counts(),
  }))
  expect(found.record).toEqual({ ...record, failures: 2, version: 2 })
  expect(found.grant).toEqual(sampleGrant('con-2'))
  expect(found.delivery).toMatchObject({ position: found.event?.position, tries: 0 })
  expect(found.counts).toEqual([{ status: record.status, reason: record.reason, count: 2 }])
})

const append = () =>
  store.write(({ changes }) =>
    changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: 'con-1', at: NOON }),
  )

it('waits for the disk after the commit, so that the order of changes is not locked meanwhile', async () => {
  sent.length = 0
  await append()
  await append()
  const [first, second] = sent.filter((text) => text.includes('; commit'))
  expect(first).toMatch(
    /; set local synchronous_commit = off; .*insert into .*changes .*; commit; (update|delete) /s,
  )
  expect(second).toMatch(/; commit; delete from .*commits/s)
})

it('leaves positions out on a new connection: a crash may have lost some that were read', async () => {
  await append()
  const before = await store.read(({ changes }) => changes.latest())
  const later = hostPool({ connectionString: url(), max: 2 })
  onTestFinished(() => later.end())
  const other = postgresStore({ pool: later, schema }).create({ now: () => NOON, logger: silentLogger })
  onTestFinished(() => other.close())
  await other.write(({ changes }) =>
    changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: 'con-1', at: NOON }),
  )
  expect(await store.read(({ changes }) => changes.latest())).toBeGreaterThanOrEqual(before + 1_000)
})

it('says at the commit that a company is taken, where it was not asked before', async () => {
  const { realmClaim } = sampleConnection('con-1')
  const second = store.write(({ connections }) =>
    connections.insert(sampleConnection('con-3', { realmClaim })),
  )
  await expect(second).rejects.toMatchObject({ name: 'ConflictError', kind: 'claim' })
})

it('runs again where a row that it had read was changed by someone who waits for no lock', async () => {
  let runs = 0
  await store.write(async ({ connections }) => {
    const record = await connections.get('con-1')
    if (record === null) return
    if (++runs === 1) await pool.query(`update ${quoted(schema)}.connections set version = version + 1`)
    await connections.update({ ...record, failures: record.failures + 1 })
  })
  expect(runs).toBe(2)
  expect(await store.read(({ connections }) => connections.get('con-1'))).toMatchObject({
    failures: 1,
    version: 3,
  })
})

it('sees in a question what it wrote before', async () => {
  await store.write(async (tx) => {
    await tx.journal.open({ connectionId: 'con-1', generation: 1, fence: 1, startedAt: NOON })
    expect(await tx.journal.get('con-1')).toMatchObject({ fence: 1 })
    await tx.journal.open({ connectionId: 'con-1', generation: 1, fence: 2, startedAt: NOON })
    expect(await tx.journal.get('con-1')).toMatchObject({ fence: 2 })
    await tx.journal.close('con-1')
    expect(await tx.journal.get('con-1')).toBeNull()
  })
})

it('asks the same question once, until it writes or locks', async () => {
  sent.length = 0
  await store.write(async ({ imports }) => {
    await imports.ofToken('tag-1')
    await imports.ofToken('tag-1')
    await imports.ofToken('tag-1')
  })
  expect(sent.filter((text) => text.includes('"imports"'))).toHaveLength(1)
  sent.length = 0
  await store.write(async ({ imports, connections }) => {
    await imports.ofToken('tag-1')
    await connections.get('con-1')
    await imports.ofToken('tag-1')
    await imports.delete('tag-2', 'harbor')
    await imports.ofToken('tag-1')
  })
  expect(sent.filter((text) => /select \* from .*"imports"/.test(text))).toHaveLength(3)
})

it('stores nothing where what was sent late fails, even if the next query was refused instead', async () => {
  const entry = {
    id: 'his-1',
    tenantId: 'harbor',
    connectionId: 'con-1',
    entry: 1,
    at: NOON,
    type: 'connection.connected',
    actor: null,
    outcome: 'succeeded',
    code: null,
    intuitTid: null,
    data: '{}',
    salt: null,
    personalDigest: '',
    previousHash: '',
    hash: '',
  } as unknown as Parameters<Repositories['history']['append']>[0]
  const twice = store.write(async ({ history, journal }) => {
    await journal.open({ connectionId: 'con-1', generation: 1, fence: 1, startedAt: NOON })
    await history.append(entry)
    await history.append(entry)
    await journal.get('con-1').catch(() => null)
  })
  await expect(twice).rejects.toThrow('refused a statement (23505')
  expect(await store.read(({ journal }) => journal.get('con-1'))).toBeNull()
})
