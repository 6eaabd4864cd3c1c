// The wave of 100,000 connections whose five years end in one month: a campaign's queue, its events and the store's load, day by day.
import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { liveThroughWave, type WaveDay, type WaveMeter } from '../packages/server-adapter/test/wave/wave.ts'
import { planFor } from '../packages/server-adapter/test/wave/wave-plan.ts'
import { type Load, LoadMeter, sum } from './load-meter.ts'
import { report } from './report.ts'
import { type StoreLocation, storeAt } from './store-location.ts'

/** What is measured against it: the same campaign, a hundredth of the connections. */
const SMALL = 1_000

interface Measured extends WaveDay {
  readonly service: Load
  readonly people: Load
  readonly megabytes: number
}

async function sizeOf(location: StoreLocation): Promise<number> {
  if ('path' in location)
    return ['', '-wal'].reduce(
      (bytes, end) => bytes + (statSync(location.path + end, { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
  // The adapter's own pg: the repository's root has none.
  const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
  const { Client } = require('pg') as typeof import('pg')
  const client = new Client({ connectionString: location.connectionString })
  await client.connect()
  await using _closing = { [Symbol.asyncDispose]: () => client.end() }
  const { rows } = await client.query(
    `select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'r'`,
    [location.schema],
  )
  return Number(rows[0]?.bytes ?? 0)
}

async function measure(
  location: StoreLocation,
  connections: number,
  onDay: (day: Measured) => void = () => {},
) {
  const [service, people] = [new LoadMeter(), new LoadMeter()]
  const days: Measured[] = []
  const meter: WaveMeter = {
    service: (work) => service.around(work),
    people: (work) => people.around(work),
    async endOfDay(day) {
      const megabytes = (await sizeOf(location)) / 1_000_000
      const measured = { ...day, service: service.take(), people: people.take(), megabytes }
      days.push(measured)
      onDay(measured)
    },
  }
  const { faults, events } = await liveThroughWave(planFor(connections), storeAt(location), meter)
  return { days, faults, events }
}

const COLUMNS: readonly [string, (day: Measured) => string | number][] = [
  ['day', ({ date }) => date.slice(5)],
  ['waiting', ({ waiting }) => waiting],
  ['asked', ({ asked }) => asked],
  ['done', ({ done }) => done],
  ['gone', ({ gone }) => gone],
  ['asked that day', ({ askedThatDay }) => askedThatDay],
  ['reminders', ({ reminders }) => reminders],
  ['over', ({ required }) => required],
  ['busiest hour', ({ busiestHour }) => busiestHour],
  ['statements', ({ service }) => service.statements],
  ['rows', ({ service }) => service.rows],
  ['CPU s', ({ service }) => (service.cpuMs / 1_000).toFixed(1)],
  ['wall s', ({ service }) => (service.wallMs / 1_000).toFixed(1)],
  ['people: statements', ({ people }) => people.statements],
  ['MB', ({ megabytes }) => megabytes.toFixed(0)],
]

const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`

function printDay(day: Measured): void {
  console.log(line(COLUMNS.map(([, of]) => of(day))))
}

const asking = ({ days }: { days: readonly Measured[] }) => {
  const some = days.slice(1, 24)
  const load = some.map(({ service }) => service).reduce(sum)
  const asked = some.reduce((total, { askedThatDay }) => total + askedThatDay, 0)
  return { asked, load }
}

/** @param newLocation a new store for each run */
export async function benchCampaign(newLocation: () => StoreLocation, connections: number): Promise<void> {
  const small = await measure(newLocation(), SMALL)
  console.log(line(COLUMNS.map(([name]) => name)))
  console.log(line(COLUMNS.map(() => '--:')))
  const large = await measure(newLocation(), connections, printDay)
  for (const fault of [...small.faults, ...large.faults].slice(0, 20)) console.log(`  FAULT: ${fault}`)
  console.log(`  ${JSON.stringify(large.events)}`)
  const [of, base] = [asking(large), asking(small)]
  const each = (what: string, pick: (load: Load) => number, digits: number, atMost?: number) => {
    const [here, there] = [pick(of.load) / of.asked, pick(base.load) / base.asked]
    const value = `${here.toFixed(digits)}, ${(here / there).toFixed(2)} ×`
    report(
      `${what} for each that is asked`,
      value,
      atMost === undefined ? '' : { measured: here / there, atMost },
    )
  }
  const faults = small.faults.length + large.faults.length
  report('faults', String(faults), { measured: faults, atMost: 0, unit: '' })
  each('statements', ({ statements }) => statements, 1, 1)
  each('rows', ({ rows }) => rows, 1, 1)
  each('CPU ms', ({ cpuMs }) => cpuMs, 2, 1.2)
  each('wall ms', ({ wallMs }) => wallMs, 2)
}
