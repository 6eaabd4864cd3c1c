// Another process on the same ground: does one job, says a line for each thing done, and ends or is killed.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Repositories, type Store, StoreUnavailableError } from '../src/stores/store.ts'
import { NOON, sampleConnection } from './sample-records.ts'

/** What the other process does. */
export type StoreJob =
  | { readonly kind: 'open' }
  | { readonly kind: 'claim'; readonly who: string; readonly claims: number }
  | { readonly kind: 'append'; readonly who: string; readonly pairs: number }
  | { readonly kind: 'hold'; readonly ms: number }

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

async function claim(store: Store, who: string, claims: number): Promise<void> {
  for (let index = 0; index < claims; index++) {
    const record = sampleConnection(`con-${who}-${index}`, { realmClaim: `claim-${index}` })
    const won = await store
      .write(({ connections }) => connections.insert(record))
      .then(
        () => true,
        (error: unknown) => {
          if (error instanceof Error && error.name === 'ConflictError') return false
          throw error
        },
      )
    if (won) say(`won ${index}`)
  }
}

async function append(store: Store, who: string, pairs: number): Promise<void> {
  for (let index = 0; index < pairs; index++) {
    await store.write(async ({ changes }: Repositories) => {
      const change = {
        tenantId: 'tenant-a',
        kind: 'connection',
        subjectId: `${who}-${index}`,
        at: NOON,
      } as const
      await changes.append(change)
      await changes.append(change)
    })
    say(`kept ${index}`)
  }
}

/** Keeps a transaction open, as a process that hangs would. */
const hold = (store: Store, ms: number): Promise<void> =>
  store.write(async ({ meta, connections }) => {
    await meta.setKeyCheck('held', 'by the other process')
    await connections.insert(sampleConnection('con-held'))
    say('holding')
    await sleep(ms)
  })

async function run(store: Store, job: StoreJob): Promise<void> {
  await store.open()
  if (job.kind === 'claim') await claim(store, job.who, job.claims)
  if (job.kind === 'append') await append(store, job.who, job.pairs)
  if (job.kind === 'hold') await hold(store, job.ms)
  await store.close()
}

const [moduleUrl = '', place = '', job = ''] = process.argv.slice(2)
const { storeAt } = (await import(moduleUrl)) as { storeAt(place: string): Store }
say('ready')
await once(createInterface(process.stdin), 'line')
try {
  await run(storeAt(place), JSON.parse(job) as StoreJob)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${String(error)}\n`)
  process.exit(error instanceof StoreUnavailableError ? 3 : 1)
}
