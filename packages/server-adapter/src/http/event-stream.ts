// GET /events: what happens to the tenant's connections and attempts, as it happens.
import { may, requireIdentity } from '../access/access.ts'
import { STREAM_COMMENT_MS, STREAM_RIGHTS_MS, STREAM_STUCK_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { withinDeadline } from '../platform/deadline.ts'
import type { Log } from '../platform/logger.ts'
import type { Store } from '../stores/store.ts'
import type { ChangeFeed } from './change-feed.ts'
import { ChangeTexts, type Shown } from './change-texts.ts'
import type { HttpRequest, HttpStream, Write } from './http-types.ts'
import { queryText } from './parse-request.ts'
import { logError, toMooringError } from './problem-reply.ts'
import type { ChangedRow } from './read-changes.ts'
import { createTicks, TICK_MS } from './stream-ticks.ts'

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

const TICKS_TO_COMMENT = STREAM_COMMENT_MS / TICK_MS
const TICKS_TO_RIGHTS = STREAM_RIGHTS_MS / TICK_MS

/** What all streams of an adapter share. */
interface Sources {
  readonly feed: ChangeFeed
  readonly texts: ChangeTexts
  readonly onTick: ReturnType<typeof createTicks>
  readonly logger: Log
}

/** The client's end of a stream. */
interface Output {
  readonly write: Write
  readonly end: () => unknown
}

export function createEventsHandler({ store, config }: Deps, feed: ChangeFeed, shown: Shown) {
  const { logger } = config
  const sources: Sources = { feed, texts: new ChangeTexts(shown, logger), onTick: createTicks(), logger }
  return async (request: HttpRequest, caller: Identity): Promise<HttpStream> => {
    const { position, reset } = await startOf(store, request)
    return {
      status: 200,
      headers: HEADERS,
      stream: (write, end) => {
        void write(reset ? `id: ${position}\nevent: reset\ndata: {}\n\n` : ': here\n\n')
        new EventStream(sources, request, caller, { write, end }).start(position)
      },
    }
  }
}

/** Where the stream starts; `reset` where the changes between are no longer stored. */
async function startOf(store: Store, request: HttpRequest): Promise<{ position: number; reset: boolean }> {
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

class EventStream {
  readonly #sources: Sources
  readonly #request: HttpRequest
  readonly #output: Output
  /** With the rights of the last check. */
  #caller: Identity
  #isWriting = false
  #ticks = 0
  #unsubscribe = () => {}
  #stopTicks = () => {}

  constructor(sources: Sources, request: HttpRequest, caller: Identity, output: Output) {
    this.#sources = sources
    this.#request = request
    this.#caller = caller
    this.#output = output
  }

  start(position: number): void {
    const { feed, onTick } = this.#sources
    this.#unsubscribe = feed.subscribe({
      tenantId: this.#caller.tenantId,
      position,
      onChanges: async (changes) => await this.#sendChanges(changes).catch(this.#end),
      end: this.#end,
    })
    this.#stopTicks = onTick(() => this.#tick())
    this.#request.onGone(this.#end)
  }

  readonly #end = (): void => {
    this.#unsubscribe()
    this.#stopTicks()
    this.#output.end()
  }

  async #sendChanges(changes: readonly ChangedRow[]): Promise<void> {
    for (const change of changes) {
      const text = await this.#sources.texts.of(this.#caller, change)
      if (text !== null) await this.#send(text)
    }
  }

  /** A client that reads nothing for a minute is disconnected: it comes back with the last id it has. */
  async #send(text: string): Promise<void> {
    const taken = this.#output.write(text)
    if (taken === null) return
    this.#isWriting = true
    await withinDeadline(taken, STREAM_STUCK_MS, () => new StuckReader()).finally(() => {
      this.#isWriting = false
    })
  }

  #tick(): void {
    this.#ticks++
    if (this.#ticks % TICKS_TO_COMMENT === 0 && !this.#isWriting)
      void this.#send(': still here\n\n').catch(this.#end)
    if (this.#ticks % TICKS_TO_RIGHTS === 0) void this.#checkRights()
  }

  /** Rights that the host changed count from here on; a caller who may not view any more gets nothing more. */
  async #checkRights(): Promise<void> {
    try {
      const identity = await stillAllowed(this.#request, this.#caller)
      if (identity === null) return this.#end()
      this.#caller = identity
    } catch (error) {
      const { tenantId } = this.#caller
      logError(this.#sources.logger, error, toMooringError(error), { tenantId })
      this.#end()
    }
  }
}

class StuckReader extends Error {}

/** The same user, who still may view; null for anyone else. */
async function stillAllowed(request: HttpRequest, before: Identity): Promise<Identity | null> {
  const identity = await requireIdentity(request.identify)
  const same = identity.tenantId === before.tenantId && identity.userId === before.userId
  return same && may(identity, 'view') ? identity : null
}
