// Schemas whose tables are there and empty: to make them takes longer than most tests that need them.
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, afterEach, vi } from 'vitest'
import { FIRST_READY } from './ready-template.ts'

/** How long the sessions of a test that has closed its stores may take to end, ms; waited for once where they don't. */
const LEAVING_MS = 1_000

/**
 * Schemas of a database of `useDatabase`. What one test has used is emptied for a later one, under another name; where a
 * session is still open or the test has changed a table, it is not used again. Call it before what closes stores after a test.
 * @param prefix of the schemas' names
 * @returns resolves to the name of a schema that is ready, or does not exist yet
 */
export function useReadySchemas(url: () => string, prefix = 'test_'): () => Promise<string> {
  const ready = [FIRST_READY]
  let used: string[] = []
  let opening: ReturnType<typeof openSession> | undefined
  afterEach(async () => {
    const done = used
    used = []
    for (const schema of done) if (await (await opening)?.empty(schema)) ready.push(schema)
  })
  afterAll(async () => (await opening)?.end())
  return async () => {
    opening ??= openSession(url())
    const session = await opening
    const schema = prefix + randomUUID().slice(0, 8)
    used.push(schema)
    const one = ready.pop()
    if (one !== undefined) await session.rename(one, schema)
    return schema
  }
}

/** One session for all tests of a file: to begin one takes ten times as long as to empty a schema. */
async function openSession(connectionString: string) {
  const client = new Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  const rows = async (text: string) => (await client.query(text)).rows
  const isAlone = async () => (await rows(OTHER_SESSIONS)).length === 0
  const shapeOf = async (schema: string) => JSON.stringify(await rows(counting(schema)))
  const shape = await shapeOf(FIRST_READY)
  let leavingMs = LEAVING_MS
  async function isLeft(): Promise<boolean> {
    if (await isAlone()) return true
    const left = await vi.waitUntil(isAlone, { timeout: leavingMs, interval: 20 }).catch(() => false)
    if (!left) leavingMs = 0
    return left
  }
  return {
    end: () => client.end(),
    rename: (from: string, to: string) => rows(`alter schema ${quoted(from)} rename to ${quoted(to)}`),
    /** Empties a schema that is left and that no test has changed. @returns whether it is ready again */
    async empty(schema: string): Promise<boolean> {
      // What a killed process has begun may still be written by its session.
      if (!(await isLeft()) || (await shapeOf(schema)) !== shape) return false
      await rows(emptying(schema))
      return true
    },
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

const OTHER_SESSIONS = `select 1 from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`

/** Counts all that makes up a schema: any change of a table shows in it. */
const counting = (schema: string) => `
  with own as (select oid from pg_namespace where nspname = '${schema}'),
  tables as (select oid from pg_class where relnamespace in (table own))
  select (select count(*) from tables),
    (select count(*) from pg_attribute where attrelid in (table tables) and not attisdropped) as columns,
    (select count(*) from pg_constraint where conrelid in (table tables)) as constraints,
    (select count(*) from pg_trigger where tgrelid in (table tables) and tgenabled = 'O') as triggers,
    (select count(*) from pg_proc where pronamespace in (table own)) as functions`

/** Deletes every row, also where triggers or foreign keys are against it, and counts from the start again. */
const emptying = (schema: string) => `do $$
  declare one record;
  begin
    set local session_replication_role = replica;
    for one in
      select oid::regclass as name, relkind from pg_class
      where relnamespace = '${quoted(schema)}'::regnamespace and relkind in ('r', 'S') and relname <> 'migrations'
    loop
      if one.relkind = 'r' then execute format('delete from %s', one.name);
      else perform setval(one.name, 1, false);
      end if;
    end loop;
  end $$`
