// Measures the goals of the server and of the browser, mostly as ratios against a baseline of the same run, and writes a page of the
// results. `pnpm bench [part of a title]` measures those alone whose title has it. Instead of the goals: `pnpm bench campaign
// [connections] [sqlite|postgres]` measures a large campaign, most of an hour; `pnpm bench large [connections] [sqlite|postgres]` a store
// that is full, some minutes; `pnpm bench scale` what fleets of three sizes need, a minute.
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../scripts/postgres.ts'
import { benchBytes } from './bytes.ts'
import { benchColdStart } from './cold-start.ts'
import { benchConnectionsList } from './connections-list.ts'
import { benchImportCost } from './import-cost.ts'
import { benchKeepalive } from './keepalive.ts'
import { benchKitSizes } from './kit-sizes.ts'
import { benchLongList } from './long-list.ts'
import { benchManyRefreshes } from './many-refreshes.ts'
import { resultsPage } from './page.ts'
import { benchMessages, benchRate } from './postgres-writes.ts'
import { measure, measured } from './report.ts'
import { benchLarge, benchScale } from './scale/main.ts'
import { benchStampede } from './stampede.ts'
import { newFile, newSchema } from './store-location.ts'
import { benchStreams } from './streams.ts'
import { benchTokenRead } from './token-read.ts'
import { benchWave } from './wave.ts'
import { benchWebhooks } from './webhooks.ts'

type Bench = readonly [title: string, work: () => Promise<unknown>]

const PAGE = fileURLToPath(new URL('../bench-results/index.html', import.meta.url))

const goalsOf = (postgres: string): readonly Bench[] => [
  ['A list of connections, CPU of each request, SQLite', () => benchConnectionsList(newFile(), 1.15)],
  [
    'A list of connections, CPU of each request, Postgres',
    () => benchConnectionsList(newSchema(postgres), 1.3),
  ],
  ['A live token, SQLite', () => benchTokenRead(newFile(), 5)],
  ['A live token, Postgres', () => benchTokenRead(newSchema(postgres), 5)],
  ['Event streams', () => benchStreams()],
  ['Webhooks, SQLite', () => benchWebhooks(newFile())],
  ['Webhooks, Postgres', () => benchWebhooks(newSchema(postgres))],
  ['A stampede on one token that has ended, SQLite', () => benchStampede(newFile)],
  ['A stampede on one token that has ended, Postgres', () => benchStampede(() => newSchema(postgres))],
  ['8,000 callers of 500 connections, Postgres', () => benchManyRefreshes(postgres)],
  ['Changes a second, Postgres', () => benchRate(postgres)],
  ['Messages to Postgres', () => benchMessages(postgres)],
  ['Keepalives, SQLite', () => benchKeepalive(newFile, 3)],
  ['Keepalives, Postgres', () => benchKeepalive(() => newSchema(postgres), 4)],
  ['Bytes of a connection, SQLite', () => benchBytes(newFile(), 2.5)],
  ['Bytes of a connection, Postgres', () => benchBytes(newSchema(postgres), 3)],
  ['Cost of an import', () => benchImportCost()],
  ['The first answer of a fresh process', () => benchColdStart()],
  ['Sizes of the kit', async () => benchKitSizes()],
  ['500 connections on a page', () => benchLongList()],
]

/** All goals that take no longer than some minutes. */
async function benchGoals(part = ''): Promise<void> {
  await using postgres = await startPostgres({ durable: true })
  const chosen = goalsOf(postgres.url).filter(([title]) => title.toLowerCase().includes(part.toLowerCase()))
  for (const [title, work] of chosen) await measure(title, work)
  if (part !== '') return
  const circumstances = `Node ${process.version} on ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}.`
  mkdirSync(path.dirname(PAGE), { recursive: true })
  writeFileSync(PAGE, resultsPage(measured(), circumstances))
  console.log(`\nThe results as a page: ${PAGE}`)
}

console.log(`Node ${process.version}, ${availableParallelism()} cores`)
const [what, ...given] = process.argv.slice(2)
if (what === 'campaign') await benchWave(given)
else if (what === 'large') await benchLarge(given)
else if (what === 'scale') await benchScale()
else await benchGoals(what)
