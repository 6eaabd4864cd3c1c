// Keepalives in one process: refreshes a second and CPU of each, beside the sources of an earlier commit in the same run.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Round, startHost } from './checkout-host.ts'
import { type Sources, sourcesOf, todaysSources } from './earlier-sources.ts'
import type { KeepaliveOrder } from './keepalive-host.ts'
import { report } from './report.ts'
import { median } from './rounds.ts'
import type { StoreLocation as Database } from './store-location.ts'
import { startTokenEndpoint, type TokenEndpoint } from './token-endpoint.ts'

const EARLIER = '0b3c19e'
const CONNECTIONS = 200
const ROUNDS = 5
const HOST = fileURLToPath(new URL('keepalive-host.ts', import.meta.url))

interface Side {
  readonly name: string
  readonly child: ChildProcess
  readonly rounds: Round[]
}

async function startSide(
  name: string,
  sources: Sources,
  order: Omit<KeepaliveOrder, 'sources'>,
): Promise<Side> {
  const child = await startHost(HOST, { sources: sources.folder, ...order } satisfies KeepaliveOrder)
  return { name, child, rounds: [] }
}

/** @throws Error where a connection was not refreshed, or twice */
async function playRound(side: Side, endpoint: TokenEndpoint): Promise<void> {
  endpoint.taken()
  const answer = once(side.child, 'message') as Promise<[Round]>
  side.child.send('go')
  const [round] = await answer
  const calls = endpoint.taken()
  if (calls !== CONNECTIONS) throw new Error(`${side.name}: ${calls} calls for ${CONNECTIONS} connections`)
  side.rounds.push(round)
}

const rateOf = ({ rounds }: Side) => CONNECTIONS / (median(rounds.map(({ wallMs }) => wallMs)) / 1_000)
const cpuOf = ({ rounds }: Side) => median(rounds.map(({ cpuMs }) => cpuMs)) / CONNECTIONS

export async function benchKeepalive(newDatabase: () => Database, atLeast: number): Promise<void> {
  await using endpoint = await startTokenEndpoint()
  using earlier = sourcesOf(EARLIER)
  const order = () => ({ database: newDatabase(), intuitOrigin: endpoint.origin, connections: CONNECTIONS })
  const now = await startSide('now', todaysSources(), order())
  const sides = [now]
  if (earlier === null)
    console.log(`  (Commit ${EARLIER} is not to be had here: nothing is measured beside it.)`)
  else
    sides.push(
      await startSide(EARLIER, earlier, order()),
      await startSide('now again', todaysSources(), order()),
    )
  // The first round also moves what the import left to do.
  for (const side of sides) await playRound(side, endpoint)
  for (const side of sides) side.rounds.length = 0
  for (let round = 0; round < ROUNDS; round++) for (const side of sides) await playRound(side, endpoint)
  for (const { child } of sides) child.kill()
  const [, before, again] = sides
  report('keepalive refreshes a second', rateOf(now).toFixed(0))
  report('CPU of each', `${cpuOf(now).toFixed(2)} ms`)
  if (before === undefined || again === undefined) return
  report(
    `${EARLIER}: refreshes a second, CPU of each`,
    `${rateOf(before).toFixed(0)}, ${cpuOf(before).toFixed(2)} ms`,
  )
  const times = rateOf(now) / rateOf(before)
  report('times as many', `${times.toFixed(2)} ×`, { measured: times, atLeast })
  report('times its CPU', `${(cpuOf(now) / cpuOf(before)).toFixed(2)} ×`)
  report('the same sources beside themselves (the noise)', `${(rateOf(again) / rateOf(now)).toFixed(2)} ×`)
}
