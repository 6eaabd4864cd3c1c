// Updates the list of connections while the page is visible: one event stream, polling where there is none.
import type { Attempt, Connection } from '@mooring/contract'
import type { Client } from './client.ts'
import { eventReader, type StreamEvent } from './event-stream.ts'
import type { Path } from './paths.ts'

/** What live updates need from the page around them. */
export interface LiveUpdatesOptions {
  readonly client: Client
  /** The list the page has, or is about to have; resolves with where it ends in the stream. */
  readonly first: () => Promise<string>
  /** Fetches the list anew; resolves with where it ends in the stream. */
  readonly refetch: () => Promise<string>
  readonly onConnection: (connection: Connection) => void
  readonly onAttempt: (attempt: Attempt) => void
  /** From 0 up to 1, so that pages don't return all at once. */
  readonly chance: () => number
}

/** Waits between tries (ms): the first, and the most. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
/** The adapter sends a comment at once: a stream that is silent for longer is buffered on its way (ms). */
const FIRST_SILENCE_MS = 4_000
/** It sends one every 15 s; after three missed ones the stream is dead (ms). */
const SILENCE_MS = 50_000
/** How often the list is fetched while the stream is buffered (ms), and at how many of these times the stream is not tried. */
const POLL_EVERY_MS = 8_000
const POLLS = 7

export interface LiveUpdates {
  /** Begins anew with the list: the stream that was open may be dead without a word. */
  again(): void
  stop(): void
}

/**
 * Starts following, and goes on until it is stopped. Nothing is open while the page is hidden;
 * on return the list is fetched first, so that nothing in between is missed.
 */
export function startLiveUpdates(options: LiveUpdatesOptions): LiveUpdates {
  let run: AbortController | null = null

  const start = (ask: () => Promise<string>) => {
    run?.abort()
    run = document.hidden ? null : new AbortController()
    if (run) void follow(options, ask, run.signal)
  }
  const again = () => start(options.refetch)
  const onVisibility = () => {
    if (document.hidden || !run) again()
  }
  start(options.first)
  document.addEventListener('visibilitychange', onVisibility)
  return {
    again,
    stop() {
      document.removeEventListener('visibilitychange', onVisibility)
      run?.abort()
    },
  }
}

async function follow(
  options: LiveUpdatesOptions,
  first: () => Promise<string>,
  signal: AbortSignal,
): Promise<void> {
  let cursor: string | null = null
  let failures = 0
  /** How many times the list is to be fetched before the stream is tried again. */
  let polls = 0
  for (let ask = first; !signal.aborted; ask = options.refetch) {
    try {
      cursor ??= await ask()
      if (signal.aborted) return
      if (polls > 0) {
        failures = 0
        polls -= 1
        cursor = null
      } else {
        const end: StreamEnd = await readStream(options, cursor, signal)
        if (end.isBuffered) {
          // It has been silent long enough: the first time follows at once.
          polls = POLLS
          cursor = null
          continue
        }
        cursor = end.cursor
        failures = end.heard ? 0 : failures + 1
      }
    } catch {
      failures += 1
    }
    // Without a stream this loop is the polling: the list is fetched at every turn.
    if (failures > 0) cursor = null
    await pause(waitOf(failures, polls > 0 && failures === 0, options.chance()), signal)
  }
}

const waitOf = (failures: number, isPolling: boolean, chance: number): number =>
  isPolling
    ? POLL_EVERY_MS * (0.75 + chance / 4)
    : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + chance / 2)

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

interface StreamEnd {
  /** Where to go on; null asks for the list. */
  readonly cursor: string | null
  /** Whether anything came at all. */
  readonly heard: boolean
  /** Whether it was neither refused nor cut off: nothing came. */
  readonly isBuffered: boolean
}

async function readStream(
  options: LiveUpdatesOptions,
  from: string,
  signal: AbortSignal,
): Promise<StreamEnd> {
  const silence = new AbortController()
  const stop = () => silence.abort()
  signal.addEventListener('abort', stop, silence)
  let watchdog: ReturnType<typeof setTimeout> | undefined
  let cursor: string | null = from
  let heard = false
  let isBuffered = false
  const watch = () => {
    clearTimeout(watchdog)
    watchdog = setTimeout(
      () => {
        isBuffered = !heard
        stop()
      },
      heard ? SILENCE_MS : FIRST_SILENCE_MS,
    )
  }
  const read = eventReader((event) => {
    cursor = event.event === 'reset' ? null : event.id || cursor
    if (!signal.aborted) dispatch(options, event)
  })
  try {
    // Already while it is asked for: a proxy in between may buffer an answer that has no end.
    watch()
    const body = await openStream(options.client, from, silence.signal)
    for (let piece = await body.read(); !piece.done; piece = await body.read()) {
      heard = true
      watch()
      read(piece.value)
      if (cursor === null) break
    }
  } catch {
    // Cut off: what was heard until here counts, and the stream goes on from there.
  } finally {
    clearTimeout(watchdog)
    stop()
  }
  return { cursor, heard, isBuffered }
}

async function openStream(
  client: Client,
  from: string,
  signal: AbortSignal,
): Promise<ReadableStreamDefaultReader<string>> {
  const reply = await client.open('/events' satisfies Path, {
    headers: { accept: 'text/event-stream', 'last-event-id': from },
    signal,
    cache: 'no-store',
  })
  if (!reply.ok || !reply.body || !reply.headers.get('content-type')?.startsWith('text/event-stream'))
    throw reply
  const body = reply.body.pipeThrough(new TextDecoderStream()).getReader()
  // The host's own fetch may know nothing of signals.
  signal.addEventListener('abort', () => void body.cancel().catch(() => {}))
  return body
}

function dispatch(options: LiveUpdatesOptions, { event, data }: StreamEvent): void {
  try {
    if (event === 'connection') options.onConnection(JSON.parse(data))
    if (event === 'attempt') options.onAttempt(JSON.parse(data))
  } catch {
    // An event that can't be read is skipped: the next list has it.
  }
}
