// From a path to connections that are ready: checked, opened, migrated. Loads everything the ledgers need.
import { migrate } from '../migrations/migrate.ts'
import { StoreUnavailableError } from '../store.ts'
import { Lane } from './lane.ts'
import { openFile, openInMemory } from './open-database.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'
import { problemOfPath, watchPlace } from './sqlite-path.ts'
import type { Lanes, SqliteSetting } from './sqlite-setting.ts'

/** @throws StoreUnavailableError or SQLite's own error; then nothing is left open */
export async function openLanes(setting: SqliteSetting): Promise<Lanes> {
  const lanes = await connectLanes(setting)
  try {
    await migrateLanes(lanes, setting)
    return lanes
  } catch (error) {
    lanes.writer.database.close()
    if (lanes.reader !== lanes.writer) lanes.reader.database.close()
    throw error
  }
}

async function connectLanes({ path, waiting }: SqliteSetting): Promise<Lanes> {
  const problem = path === null ? null : problemOfPath(path)
  if (problem !== null) throw new StoreUnavailableError(problem)
  const dialect = createSqliteDialect()
  if (path === null) {
    const lane = new Lane({ database: openInMemory(), dialect, waiting })
    return { writer: lane, reader: lane }
  }
  const { writer, reader } = await openFile(path, waiting)
  return {
    writer: new Lane({ database: writer, dialect, waiting, checkPlace: watchPlace(path) }),
    reader: new Lane({ database: reader, dialect, waiting }),
  }
}

async function migrateLanes({ writer, reader }: Lanes, { path, now, logger }: SqliteSetting): Promise<void> {
  const migrations = await migrate({
    dialect: createSqliteDialect(),
    read: (work) => reader.transaction('begin deferred', ({ db }) => work(db)),
    write: (work) => writer.transaction('begin immediate', ({ db }) => work(db)),
    now,
  })
  if (migrations.length > 0) logger.info({ migrations, path }, 'store migrated')
}
