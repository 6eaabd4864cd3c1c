// Reads a text/event-stream as the kit does: by fetch, with headers.
import type { Browser } from './browser.ts'
import { inTime } from './until.ts'

export interface StreamEvent {
  readonly id: string
  readonly event: string
  readonly data: unknown
}

export interface OpenStream {
  readonly status: number
  /** Resolves with the first event, seen or to come, that fits. @throws Error where none comes in time */
  until(fits: (event: StreamEvent) => boolean): Promise<StreamEvent>
  readonly seen: StreamEvent[]
  readonly ended: Promise<void>
  close(): void
}

function parse(block: string): StreamEvent | null {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
  return block.startsWith(':')
    ? null
    : { id: field('id'), event: field('event'), data: JSON.parse(field('data') || 'null') }
}

export async function openEvents(
  browser: Browser,
  headers: Record<string, string> = {},
): Promise<OpenStream> {
  const stop = new AbortController()
  const response = await fetch(`${browser.origin}/api/quickbooks/events`, {
    headers: { ...browser.signed(), ...headers },
    signal: stop.signal,
  })
  const seen: StreamEvent[] = []
  const waiting = new Set<() => void>()
  async function read(): Promise<void> {
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk as Uint8Array)
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const event of blocks.map(parse)) if (event !== null) seen.push(event)
      for (const look of waiting) look()
    }
  }
  const firstThat = (fits: (event: StreamEvent) => boolean) =>
    new Promise<StreamEvent>((resolve) => {
      const look = () => {
        const found = seen.find(fits)
        if (found === undefined) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  const ended = read().catch(() => {})
  return {
    status: response.status,
    seen,
    ended,
    close: () => stop.abort(),
    until: (fits) => inTime(firstThat(fits), `an event that fits ${fits}`),
  }
}
