// GET /events: what happens to the tenant's connections and attempts, as it happens.
import type { Attempt, Connection } from '@mooring/contract'
import { may, requireIdentity } from '../access/access.ts'
import { STREAM_COMMENT_MS, STREAM_RIGHTS_MS, STREAM_STUCK_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import { mooringError } from '../errors/mooring-error.ts'
import type { Parts } from '../parts.ts'
import { withinDeadline } from '../platform/deadline.ts'
import type { LogFields } from '../platform/logger.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import type { ChangeFeed, Followed } from './change-feed.ts'
import type { HttpRequest, HttpStream, Write } from './http-types.ts'
import { queryText } from './parse-request.ts'
import { logError, toMooringError } from './problem-reply.ts'
import { createTicks, TICK_MS } from './stream-ticks.ts'

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

const TICKS_TO_COMMENT = STREAM_COMMENT_MS / TICK_MS
const TICKS_TO_RIGHTS = STREAM_RIGHTS_MS / TICK_MS

/** A stream under way. */
interface Running {
  readonly caller: Identity
  readonly position: number
  readonly write: Write
  readonly end: () => unknown
}

/** What has changed, as a caller sees it. */
export interface Shown {
  readonly connection: (caller: Identity, record: ConnectionRecord) => Promise<Connection>
  readonly attempt: (caller: Identity, record: AttemptRecord) => Attempt
}

export function createEventsHandler(parts: Parts, feed: ChangeFeed, shown: Shown) {
  const { store, config } = parts
  const onTick = createTicks()
  /** Changes as they were written, for each set of rights: all streams of a tenant are given the same objects. */
  const texts = new WeakMap<Followed, Map<string, Promise<string | null>>>()

  async function write(caller: Identity, change: Followed): Promise<string> {
    const value =
      change.kind === 'connection'
        ? await shown.connection(caller, change.record)
        : shown.attempt(caller, change.record)
    return `id: ${change.position}\nevent: ${change.kind}\ndata: ${JSON.stringify(value)}\n\n`
  }

  /** null for what can't be shown. Made once for all who see the same of it: of an attempt its starter sees more. */
  function textOf(caller: Identity, change: Followed): Promise<string | null> {
    const made = texts.get(change) ?? new Map<string, Promise<string | null>>()
    texts.set(change, made)
    const rights = caller.permissions.join()
    const key = change.kind === 'connection' ? rights : JSON.stringify([rights, caller.userId])
    const text = made.get(key) ?? write(caller, change).catch((error: unknown) => skipped(change, error))
    made.set(key, text)
    return text
  }

  /** Where the stream starts; `reset` where what lies between is no longer kept. */
  async function startOf(request: HttpRequest): Promise<{ position: number; reset: boolean }> {
    const given = request.header('last-event-id') || queryText(request, 'cursor')
    if (given !== null && !/^[0-9]{1,15}$/.test(given)) {
      throw mooringError('invalid_request', 'That is not an id of this stream.', {
        fields: [{ path: 'Last-Event-ID', message: 'is not one this stream gave' }],
      })
    }
    const { latest, oldest } = await store.read(async (tx) => ({
      latest: await tx.changes.latest(),
      oldest: await tx.changes.oldest(),
    }))
    if (given === null) return { position: latest, reset: false }
    const position = Number(given)
    const tooOld = position < oldest - 1 || position > latest
    return tooOld ? { position: latest, reset: true } : { position, reset: false }
  }

  async function events(request: HttpRequest, caller: Identity): Promise<HttpStream> {
    const { position, reset } = await startOf(request)
    return {
      status: 200,
      headers: HEADERS,
      stream: (write, end) => {
        void write(reset ? `id: ${position}\nevent: reset\ndata: {}\n\n` : ': here\n\n')
        follow(request, { caller, position, write, end })
      },
    }
  }

  function follow(request: HttpRequest, running: Running): void {
    let { caller } = running
    let writing = false
    const end = () => {
      unsubscribe()
      stopTicks()
      running.end()
    }
    /** A reader that takes nothing for a minute is let go: it comes back with the last id it saw. */
    const send = async (text: string) => {
      const taken = running.write(text)
      if (taken === null) return
      writing = true
      await withinDeadline(taken, STREAM_STUCK_MS, () => new StuckReader()).finally(() => {
        writing = false
      })
    }
    const tell = async (changes: readonly Followed[]) => {
      for (const change of changes) {
        const text = await textOf(caller, change)
        if (text !== null) await send(text)
      }
    }
    const unsubscribe = feed.subscribe({
      tenantId: caller.tenantId,
      position: running.position,
      follow: async (changes) => await tell(changes).catch(end),
      end,
    })
    const checkRights = () => {
      stillAllowed(request, caller).then(
        (identity) => {
          if (identity === null) return end()
          caller = identity
        },
        (error: unknown) => {
          logError(config.logger, error, toMooringError(error), { tenantId: caller.tenantId })
          end()
        },
      )
    }
    let ticks = 0
    const stopTicks = onTick(() => {
      ticks++
      if (ticks % TICKS_TO_COMMENT === 0 && !writing) void send(': still here\n\n').catch(end)
      if (ticks % TICKS_TO_RIGHTS === 0) checkRights()
    })
    request.signal.addEventListener('abort', end, { once: true })
    if (request.signal.aborted) end()
  }

  /** One row that can not be shown is left out: the page's next list says so; the stream goes on. */
  function skipped({ kind, record }: Followed, error: unknown): null {
    const problem = error instanceof Error ? error.name : 'unknown'
    const { id, tenantId } = record
    const subject: LogFields =
      kind === 'connection' ? { connectionId: id, tenantId } : { attemptId: id, tenantId }
    config.logger.error({ ...subject, problem }, 'A change could not be shown')
    return null
  }

  return events
}

class StuckReader extends Error {}

/** The same person, still allowed to look; null for anybody else. */
async function stillAllowed(request: HttpRequest, before: Identity): Promise<Identity | null> {
  const identity = await requireIdentity(request.identify)
  const same = identity.tenantId === before.tenantId && identity.userId === before.userId
  return same && may(identity, 'view') ? identity : null
}
