// `pnpm bench scale`: what an operation costs here, and what fleets of three sizes need by that. `pnpm bench large`: a store that is full.
import { startPostgres } from '../../scripts/postgres.ts'
import { newFile, newSchema } from '../store-location.ts'
import { type Cost, measureCosts, OPERATIONS } from './costs.ts'
import { benchLargeStore } from './large-store.ts'
import { needsOf } from './model.ts'

const FLEETS = [10_000, 1_000_000, 100_000_000]

const row = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`)
const rounded = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)))

export async function benchScale(): Promise<void> {
  await using postgres = await startPostgres({ durable: true })
  const stores = {
    SQLite: await measureCosts(newFile()),
    Postgres: await measureCosts(newSchema(postgres.url)),
  }
  const ms = (cost: Cost) => `${rounded(cost.node)}${cost.postgres > 0 ? ` + ${rounded(cost.postgres)}` : ''}`
  console.log('\nCPU of one, ms (Node + Postgres)')
  for (const name of OPERATIONS) row([name, ...Object.values(stores).map((costs) => ms(costs[name]))])
  console.log('\nWhat fleets need on Postgres')
  const needs = FLEETS.map((connections) => needsOf(connections, stores.Postgres))
  const [first] = needs
  for (const name of Object.keys(first ?? {}) as (keyof NonNullable<typeof first>)[])
    row([name, ...needs.map((of) => rounded(of[name]))])
}

/** @param store `sqlite` or `postgres`; both where it is left out */
export async function benchLarge([connections = '1000000', store]: readonly string[]): Promise<void> {
  if (store !== 'postgres') {
    console.log(`\n${connections} connections, SQLite`)
    await benchLargeStore(newFile, Number(connections))
  }
  if (store === 'sqlite') return
  await using postgres = await startPostgres()
  console.log(`\n${connections} connections, Postgres`)
  await benchLargeStore(() => newSchema(postgres.url), Number(connections))
}
