// An open page: reads the event stream, and opens it again from the last id it saw whenever it ends, as the kit does.
import { setTimeout } from 'node:timers/promises'
import type { Browser } from '../browser.ts'
import { openEvents, type StreamEvent } from '../event-stream.ts'

/** The kit waits for as long at least. */
const AGAIN_MS = 1_000

export interface Reader {
  readonly tenantId: string
  readonly seen: readonly StreamEvent[]
  readonly failures: readonly string[]
  /** How often it opened a stream. */
  opened(): number
  /** Whether it has seen this one by now. */
  has(id: string | undefined): boolean
  /** Ends it. */
  close(): Promise<void>
}

export function startReader(browser: Browser, tenantId: string): Reader {
  const seen: StreamEvent[] = []
  const failures: string[] = []
  let opened = 0
  let isOver = false
  let current: readonly StreamEvent[] = []
  let end = () => {}

  const fail = (what: string) => void failures.push(`events of ${tenantId}: ${what}`)

  /** @returns the last id seen */
  async function readFrom(cursor: string): Promise<string> {
    const stream = await openEvents(browser, { 'last-event-id': cursor })
    opened++
    end = stream.close
    current = stream.seen
    if (isOver) end()
    if (stream.status !== 200) fail(String(stream.status))
    await stream.ended
    seen.push(...stream.seen)
    return stream.seen.at(-1)?.id ?? cursor
  }

  async function read(): Promise<void> {
    let { cursor } = await browser.list()
    while (!isOver) {
      try {
        cursor = await readFrom(cursor)
      } catch (error) {
        fail(`${(error as Error).message} ${((error as Error).cause as Error | undefined)?.message ?? ''}`)
        await setTimeout(AGAIN_MS)
      }
    }
  }
  const reading = read().catch((error: Error) => fail(error.message))
  return {
    ...{ tenantId, seen, failures },
    opened: () => opened,
    has: (id) =>
      id === undefined || [...seen, ...current].some(({ data }) => (data as { id: string }).id === id),
    async close() {
      isOver = true
      end()
      await reading
    },
  }
}
