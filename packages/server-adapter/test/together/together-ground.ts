// Hosts that use several features at once, on either store, and all that their store holds.
import { DatabaseSync } from 'node:sqlite'
import type { Connection, LastTakeBack } from '@mooring/contract'
import { expect } from 'vitest'
import { runSql } from '../../conformance/postgres-ground.ts'
import type { CampaignRequest } from '../../src/index.ts'
import { DAY } from '../../src/platform/clock.ts'
import type { Browser } from '../browser.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import type { openStage, Stage } from '../stage.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'

type StageOptions = Parameters<typeof openStage>[0]
export type Open = (options?: StageOptions) => Promise<Stage>

export const CAMPAIGN = 'payments-2027'

/** Opens stages on each of the two stores, each closed after its test. */
export function useStores(): readonly (readonly [string, Open])[] {
  const ground = usePostgres()
  const named = { encryptionKeys: [KEY], linkPage: { productName: 'Teabooks' } }
  return [
    ['a file', (options) => ground.openOnFile({ ...named, ...options })],
    ['Postgres', (options) => ground.open({ ...named, ...options })],
  ]
}

/** Time passes, and the background work with it. */
export async function pass(stage: Stage, ms: number): Promise<void> {
  stage.simulator.control.clock.advance(ms)
  await stage.adapter.runDueWork()
  await stage.adapter.runDueWork()
}

/** Everyone who is connected has to authorize anew. @param inMs how far off the deadline is */
export const startCampaign = (stage: Stage, inMs = 30 * DAY, given: Partial<CampaignRequest> = {}) =>
  stage.adapter.operations.campaigns.start({
    id: CAMPAIGN,
    why: 'scopes',
    deadline: new Date(stage.simulator.control.clock.now() + inMs).toISOString(),
    select: {},
    ...given,
  })

export const progress = (stage: Stage) => stage.adapter.operations.campaigns.progress(CAMPAIGN)

/** A connection's status and reason, as its host sees it. */
export async function standing(stage: Stage, id: string): Promise<string> {
  const { status, reason } = await stage.adapter.forTenant('harbor').connections.get(id)
  return reason === null ? status : `${status}/${reason}`
}

/** Waits until a taking back has begun with what it will do. */
export const untilTaking = async (browser: Browser, id: string, total: number): Promise<void> =>
  await expect
    .poll(async () => (await browser.get<LastTakeBack>(`/connections/${id}/writes/take-back`)).body.takeBack)
    .toMatchObject({ state: 'running', total })

/** What the host was told of a connection, in its order. */
export const noticesOf = ({ events }: Stage, { id }: Pick<Connection, 'id'>): string[] =>
  events.filter(({ connectionId }) => connectionId === id).map(({ type }) => type)

/** Every row of every table, as JSON by the table's name. */
export async function everyRow({ storeLocation, databasePath }: Stage): Promise<Map<string, string[]>> {
  const rows = new Map<string, string[]>()
  if (storeLocation.kind === 'postgres') {
    const { connectionString, schema } = storeLocation
    const tables = await runSql(
      connectionString,
      `select tablename as name from pg_tables where schemaname = '${schema}'`,
    )
    for (const { name } of tables) {
      const found = await runSql(connectionString, `select * from "${schema}"."${String(name)}"`)
      rows.set(
        String(name),
        found.map((row) => JSON.stringify(row)),
      )
    }
    return rows
  }
  using database = new DatabaseSync(databasePath, { readOnly: true })
  for (const { name } of database.prepare("select name from sqlite_schema where type = 'table'").all())
    rows.set(
      String(name),
      database
        .prepare(`select * from "${String(name)}"`)
        .all()
        .map((row) => JSON.stringify(row)),
    )
  return rows
}
