// What is asked often is an index look-up, never a scan or a sort, however many rows there are.
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { ASKED_OFTEN, statementsOf } from '../../../conformance/asked-often.ts'
import { sqliteGround } from '../../../conformance/sqlite-ground.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

async function planOf(statements: readonly string[]): Promise<string> {
  const ground = await sqliteGround()
  const store = ground.store()
  await store.open()
  const raw = new DatabaseSync(ground.path)
  const plan = statements
    .flatMap((statement) => raw.prepare(`explain query plan ${statement}`).all())
    .map(({ detail }) => String(detail))
    // A select of nothing but subqueries: no table is scanned.
    .filter((detail) => detail !== 'SCAN CONSTANT ROW')
  raw.close()
  await store.close()
  await ground.remove()
  return withoutLimits(plan).join('\n')
}

/** What a limited subquery gave is counted: a scan of no table. */
function withoutLimits(plan: readonly string[]): string[] {
  const limited = plan.flatMap((detail) => /^CO-ROUTINE (\w+)$/.exec(detail)?.[1] ?? [])
  return plan.filter(
    (detail) => !limited.some((name) => [`CO-ROUTINE ${name}`, `SCAN ${name}`].includes(detail)),
  )
}

it.each(ASKED_OFTEN)('looks up by index: %s', async (_, call) => {
  const statements = await statementsOf(createSqliteDialect(), call)
  expect(statements).not.toEqual([])
  const plan = await planOf(statements)
  expect(plan).toContain('SEARCH')
  expect(plan).not.toContain('SCAN')
  expect(plan).not.toContain('TEMP B-TREE')
})

it('finds connections with undelivered notices by an index of those', async () => {
  const plan = await planOf(await statementsOf(createSqliteDialect(), ({ notices }) => notices.waiting(9)))
  expect(plan).toBe('SCAN notices USING INDEX notices_untold')
})

it('counts the backlog over what is undelivered only', async () => {
  const plan = await planOf(await statementsOf(createSqliteDialect(), ({ events }) => events.backlog(10)))
  expect(plan).toBe('SCAN events USING INDEX events_waiting')
})
