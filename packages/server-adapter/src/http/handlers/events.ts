// GET /events: what happens to the tenant's connections and attempts, as it happens.
import { STREAM_COMMENT_MS, STREAM_RIGHTS_MS } from '../../config/defaults.ts'
import type { Identity } from '../../config/options.ts'
import type { Parts } from '../../config/parts.ts'
import { may, need, requireIdentity } from '../../service/access.ts'
import { attemptView } from '../../service/attempt-view.ts'
import type { Connections } from '../../service/connections.ts'
import { mooringError } from '../../service/mooring-error.ts'
import type { ChangeFeed, Followed, Subscriber } from '../change-feed.ts'
import type { HttpRequest, HttpStream } from '../exchange.ts'
import { queryText } from '../parse-request.ts'

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

type Write = (text: string) => void

export function createEventsHandler(parts: Parts, feed: ChangeFeed, connections: Connections) {
  const { store, config } = parts

  async function text(caller: Identity, change: Followed): Promise<string> {
    const value =
      change.kind === 'connection'
        ? await connections.view(caller, change.record)
        : attemptView(change.record, caller, config.now())
    return `id: ${change.position}\nevent: ${change.kind}\ndata: ${JSON.stringify(value)}\n\n`
  }

  /** Where the stream starts; `reset` where what lies between is no longer kept. */
  async function startOf(request: HttpRequest): Promise<{ position: number; reset: boolean }> {
    const given = request.header('last-event-id') || queryText(request, 'cursor')
    const { latest, oldest } = await store.read(async (ledgers) => ({
      latest: await ledgers.changes.latest(),
      oldest: await ledgers.changes.oldest(),
    }))
    if (given === null) return { position: latest, reset: false }
    if (!/^[0-9]{1,15}$/.test(given)) {
      throw mooringError('invalid_request', 'That is not an id of this stream.', {
        fields: [{ path: 'Last-Event-ID', message: 'is not one this stream gave' }],
      })
    }
    const position = Number(given)
    const tooOld = position < oldest - 1 || position > latest
    return tooOld ? { position: latest, reset: true } : { position, reset: false }
  }

  async function handle(request: HttpRequest): Promise<HttpStream> {
    const caller = await requireIdentity(request.identify)
    need(caller, 'view')
    const { position, reset } = await startOf(request)
    return {
      status: 200,
      headers: HEADERS,
      stream: (write, end) => {
        write(reset ? `id: ${position}\nevent: reset\ndata: {}\n\n` : ': here\n\n')
        follow(request, { caller, position, write, end })
      },
    }
  }

  function follow(
    request: HttpRequest,
    at: { caller: Identity; position: number; write: Write; end: () => void },
  ) {
    let caller = at.caller
    const subscriber: Subscriber = {
      tenantId: caller.tenantId,
      position: at.position,
      follow: async (changes) => {
        for (const change of changes) at.write(await text(caller, change))
      },
    }
    const unsubscribe = feed.subscribe(subscriber)
    const comment = setInterval(() => at.write(': still here\n\n'), STREAM_COMMENT_MS).unref()
    const rights = setInterval(() => {
      stillAllowed(request, caller).then((identity) => {
        if (identity === null) return close()
        caller = identity
      }, close)
    }, STREAM_RIGHTS_MS).unref()
    const close = () => {
      unsubscribe()
      clearInterval(comment)
      clearInterval(rights)
      at.end()
    }
    request.signal.addEventListener('abort', close, { once: true })
    if (request.signal.aborted) close()
  }

  return handle
}

/** The same person, still allowed to look; null for anybody else. */
async function stillAllowed(request: HttpRequest, before: Identity): Promise<Identity | null> {
  const identity = await requireIdentity(request.identify)
  const same = identity.tenantId === before.tenantId && identity.userId === before.userId
  return same && may(identity, 'view') ? identity : null
}
