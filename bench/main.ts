// Measures the goals of the server and of the browser as ratios against a baseline of the same run. Instead of them: `pnpm bench campaign
// [connections] [sqlite|postgres]` measures a large campaign, most of an hour; `pnpm bench large [connections] [sqlite|postgres]` a store
// that is full, some minutes; `pnpm bench scale` what fleets of three sizes need, a minute.
import { availableParallelism } from 'node:os'
import { startPostgres } from '../scripts/postgres.ts'
import { benchBytes } from './bytes.ts'
import { benchColdStart } from './cold-start.ts'
import { benchConnectionsList } from './connections-list.ts'
import { benchImportCost } from './import-cost.ts'
import { benchKeepalive } from './keepalive.ts'
import { benchLongList } from './long-list.ts'
import { benchPostgresWrites } from './postgres-writes.ts'
import { benchLarge, benchScale } from './scale/main.ts'
import { benchStampede } from './stampede.ts'
import { newFile, newSchema } from './store-location.ts'
import { benchStreams } from './streams.ts'
import { benchTokenRead } from './token-read.ts'
import { benchWave } from './wave.ts'

/** All goals that take no longer than some minutes. */
async function benchGoals(): Promise<void> {
  const postgres = await startPostgres({ durable: true })
  console.log('\nA list of connections, CPU per request, SQLite')
  await benchConnectionsList(newFile(), '1.15')
  console.log('\nThe same on Postgres')
  await benchConnectionsList(newSchema(postgres.url), '1.3')
  console.log('\nA live token, SQLite')
  await benchTokenRead(newFile(), 5)
  console.log('\nThe same on Postgres, which announces changes')
  await benchTokenRead(newSchema(postgres.url), 5)
  console.log('\nEvent streams')
  await benchStreams()
  console.log('\nA stampede on one token that has ended, SQLite')
  await benchStampede(newFile, '1.5')
  console.log('\nThe same on Postgres')
  await benchStampede(() => newSchema(postgres.url), '2')
  console.log('\nChanges on Postgres')
  await benchPostgresWrites(postgres.url)
  console.log('\nKeepalives, SQLite')
  await benchKeepalive(newFile, '3')
  console.log('\nThe same on Postgres')
  await benchKeepalive(() => newSchema(postgres.url), '4')
  console.log('\nBytes of a connection')
  await benchBytes(postgres.url)
  await postgres.remove()
  console.log('\nCost of an import')
  await benchImportCost()
  console.log('\nThe first answer of a fresh process')
  await benchColdStart()
  console.log('\n500 connections on a page')
  await benchLongList()
}

console.log(`Node ${process.version}, ${availableParallelism()} cores`)
const [what, ...given] = process.argv.slice(2)
if (what === 'campaign') await benchWave(given)
else if (what === 'large') await benchLarge(given)
else if (what === 'scale') await benchScale()
else await benchGoals()
