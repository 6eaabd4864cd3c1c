// From a path to connections that are ready: checked, opened, migrated. Loads everything the repositories need.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { migrate } from '../migrations/migrate.ts'
import { StoreUnavailableError } from '../store.ts'
import { Channel } from './channel.ts'
import { openFile, openInMemory } from './open-database.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'
import { problemOfPath, watchFile } from './sqlite-path.ts'
import type { Channels, SqliteSetting } from './sqlite-setting.ts'

/** @throws StoreUnavailableError or SQLite's own error; then nothing is left open */
export async function openChannels(setting: SqliteSetting): Promise<Channels> {
  const channels = await connectChannels(setting)
  try {
    await migrateChannels(channels, setting)
    return channels
  } catch (error) {
    channels.writer.database.close()
    if (channels.reader !== channels.writer) channels.reader.database.close()
    throw error
  }
}

async function connectChannels({ path, waiting }: SqliteSetting): Promise<Channels> {
  const problem = path === null ? null : problemOfPath(path)
  if (problem !== null) throw new StoreUnavailableError(problem)
  const dialect = createSqliteDialect()
  if (path === null) {
    const channel = new Channel({ database: openInMemory(), dialect, waiting })
    return { writer: channel, reader: channel }
  }
  const { writer, reader } = await openFile(path, waiting)
  return {
    writer: new Channel({
      database: writer,
      dialect,
      waiting,
      assertFileUnchanged: watchFile(path),
      turn: () => nextTurn(),
    }),
    reader: new Channel({ database: reader, dialect, waiting }),
  }
}

async function migrateChannels(
  { writer, reader }: Channels,
  { path, now, logger }: SqliteSetting,
): Promise<void> {
  const migrations = await migrate({
    dialect: createSqliteDialect(),
    read: (work) => reader.transaction('begin deferred', ({ db }) => work(db)),
    write: (work) => writer.transaction('begin immediate', ({ db }) => work(db)),
    now,
  })
  if (migrations.length > 0) logger.info({ migrations, path }, 'store migrated')
}
