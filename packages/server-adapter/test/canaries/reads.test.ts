// Who only reads changes nothing: every GET route, by someone with every right and by someone with none (G06).
import { DatabaseSync } from 'node:sqlite'
import { PERMISSIONS, ROUTES, routePath } from '@mooring/contract'
import { expect, it } from 'vitest'
import { openStage } from '../stage.ts'

/** Every row of every table. */
function rowsOf(file: string): Record<string, unknown[]> {
  using database = new DatabaseSync(file, { readOnly: true })
  const tables = database.prepare("select name from sqlite_master where type = 'table' order by name").all()
  return Object.fromEntries(
    tables.map(({ name }) => [String(name), database.prepare(`select * from "${name}"`).all()]),
  )
}

it('all GET routes leave every row as it was', async () => {
  await using stage = await openStage({ operators: () => ({ id: 'op' }) })
  const browser = stage.browser()
  const connected = await browser.connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
  const { attemptId } = await browser.authorize({ connectionId: connected.id })
  await stage.adapter.runDueWork()
  const reads = Object.values(ROUTES).filter(({ method, path }) => method === 'GET' && path !== '/events')
  const before = rowsOf(stage.databasePath)
  for (const reader of [
    browser,
    stage.browser('harbor', 'ben', []),
    stage.browser('northwind', 'eve', PERMISSIONS),
  ])
    for (const { path } of reads) {
      const { status } = await reader.get(
        routePath(path, path.startsWith('/attempts') ? attemptId : connected.id),
      )
      expect([path, status < 500]).toEqual([path, true])
    }
  expect(reads.length).toBeGreaterThan(14)
  expect(rowsOf(stage.databasePath)).toEqual(before)
})
