// mooring verify --all: a read of every company, one after the other.

import { NotFoundError } from '../../errors/mooring-error.ts'
import type { QuickBooksAdapter } from '../../host-api.ts'
import type { OperationsPage } from '../../operations/operations.ts'
import type { TenantConnection } from '../../operations/operations-lookup.ts'
import { type Action, textOf, type Values, WrongUse } from '../command.ts'
import { counted, type Paint } from '../paint.ts'
import type { Terminal } from '../terminal.ts'
import { confirmed } from './confirmed.ts'
import { isWell, statusWords } from './shown-connection.ts'

const MINUTE_MS = 60_000
const PER_MINUTE = 60
const MOST_PER_MINUTE = 500

export const verifyAll: Action = async ({ values, terminal, open, paint }) => {
  if (values.all !== true) throw new WrongUse('Give --all. One connection is tried by: mooring renew <con_…>')
  const perMinute = paceOf(values)
  const { adapter } = await open()
  const connections = await living(adapter)
  const reads = counted(connections.length, 'connection is', 'connections are')
  if (connections.length > 0)
    await confirmed(`${reads} verified by a company read each; Intuit counts these reads.`, {
      values,
      terminal,
    })
  const after = await verified(adapter, connections, { terminal, pauseMs: MINUTE_MS / perMinute })
  const notWell = after.filter((connection) => !isWell(connection))
  return {
    well: notWell.length === 0,
    data: { verified: after.length, well: after.length - notWell.length, notWell },
    lines: linesOf(after.length, notWell, paint),
  }
}

/** @throws WrongUse */
function paceOf(values: Values): number {
  const given = textOf(values.perMinute)
  const perMinute = given === undefined ? PER_MINUTE : Number(given)
  if (Number.isInteger(perMinute) && perMinute >= 1 && perMinute <= MOST_PER_MINUTE) return perMinute
  throw new WrongUse(`--per-minute is a whole number from 1 to ${MOST_PER_MINUTE}.`)
}

async function living({ operations }: QuickBooksAdapter): Promise<TenantConnection[]> {
  const found: TenantConnection[] = []
  let cursor: string | null = null
  do {
    const page: OperationsPage = await operations.connections(cursor === null ? {} : { cursor })
    found.push(...page.connections.filter(({ status }) => status !== 'disconnected'))
    cursor = page.nextCursor
  } while (cursor !== null)
  return found
}

interface Pace {
  readonly terminal: Terminal
  readonly pauseMs: number
}

/** @returns how each is afterwards */
async function verified(
  adapter: QuickBooksAdapter,
  connections: readonly TenantConnection[],
  { terminal, pauseMs }: Pace,
): Promise<TenantConnection[]> {
  const after: TenantConnection[] = []
  let notWell = 0
  for (const [index, { id, tenantId }] of connections.entries()) {
    const done = index + 1
    if (index > 0) await terminal.pause(pauseMs)
    const connection = await adapter.forTenant(tenantId).verify(id).catch(orGone)
    if (connection !== null) after.push({ ...connection, tenantId })
    if (connection !== null && !isWell(connection)) notWell += 1
    const line = `${done} of ${connections.length} verified, ${notWell} not well`
    terminal.progress(done, connections.length, line)
  }
  return after
}

/** Its tenant was forgotten meanwhile. */
function orGone(error: unknown): null {
  if (error instanceof NotFoundError) return null
  throw error
}

function linesOf(count: number, notWell: readonly TenantConnection[], paint: Paint): string[] {
  const each = notWell.map(
    (connection) =>
      `${connection.id}  ${connection.tenantId}  ${connection.company.name ?? ''}  ${statusWords(connection, paint)}`,
  )
  const sum =
    notWell.length === 0
      ? paint('green', `${counted(count, 'connection')} verified, all well.`)
      : paint('red', `${counted(count, 'connection')} verified, ${notWell.length} not well.`)
  return [...each, sum]
}
