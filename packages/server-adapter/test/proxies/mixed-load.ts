// So many requests a second, and what came of each.
import { randomFrom } from '../../../../scripts/seed.ts'
import {
  type Books,
  begin,
  browserOf,
  connect,
  type Ground,
  list,
  newcomer,
  notify,
  type Tally,
  useToken,
} from './load-requests.ts'
import { type Reader, startReader } from './page-reader.ts'
import type { RollingSite } from './rolling-site.ts'

export interface LoadReport extends Tally {
  /** How often each failed. */
  readonly failures: Readonly<Record<string, number>>
  readonly readers: readonly Reader[]
}

export interface Load extends AsyncDisposable {
  /** Begins nothing while `work` goes on, which begins once all that is under way has ended. */
  quiet(work: () => Promise<void>): Promise<void>
  /** Ends it, and waits for what is under way. The readers go on. */
  stop(): Promise<LoadReport>
}

/** Pages open at once, per tenant. */
const PAGES = 2
/** Tenants that connect and disconnect, each a company of its own. */
const NEWCOMERS = 20

/** @returns what to do next, by chance */
function chooser(ground: Ground, random: () => number): () => Promise<void> {
  const etags = new Map<string, string>()
  const newcomers = Array.from({ length: NEWCOMERS }, (_, index) => newcomer(ground.site, index))
  let webhooks = 0
  async function connectOne(): Promise<void> {
    const next = newcomers.pop()
    if (next === undefined) return await list(ground, etags)
    await connect(ground, next)
    newcomers.push(next)
  }
  return async () => {
    const chance = random()
    if (chance < 0.4) return await list(ground, etags)
    if (chance < 0.7) return await useToken(ground)
    if (chance < 0.85) return await begin(ground)
    if (chance < 0.95) return await notify(ground, String(++webhooks))
    await connectOne()
  }
}

/** @param perSecond how many are begun */
export function startLoad(site: RollingSite, books: readonly Books[], perSecond: number): Load {
  const random = randomFrom('mixed load')
  const tenants = [...new Set(books.map(({ tenantId }) => tenantId))]
  const readers = tenants.flatMap((tenantId) =>
    Array.from({ length: PAGES }, () => startReader(browserOf(site, tenantId), tenantId)),
  )
  const tally: Tally = { requests: {}, slowestMs: 0, late: 0, begun: new Map(), notified: [] }
  const oneOf = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const next = chooser({ site, books, tally, oneOf }, random)
  const failures: Record<string, number> = {}
  const fail = (text: string) => {
    failures[text] = (failures[text] ?? 0) + 1
  }
  const underWay = new Set<Promise<void>>()
  let isQuiet = false
  const pace = setInterval(() => {
    if (isQuiet) return
    const going = next()
      .catch((error: unknown) => fail(describeFailure(error)))
      .finally(() => underWay.delete(going))
    underWay.add(going)
  }, 1_000 / perSecond)
  async function stop(): Promise<void> {
    clearInterval(pace)
    await Promise.all(underWay)
  }
  return {
    async quiet(work) {
      isQuiet = true
      await Promise.all(underWay)
      await work()
      isQuiet = false
    },
    async stop() {
      await stop()
      return { ...tally, failures, readers }
    },
    async [Symbol.asyncDispose]() {
      await stop()
      await Promise.all(readers.map((reader) => reader.close()))
    },
  }
}

function describeFailure(error: unknown): string {
  const { message, cause } = error as Error
  return `${message}${cause instanceof Error ? ` (${cause.message})` : ''}`
}
