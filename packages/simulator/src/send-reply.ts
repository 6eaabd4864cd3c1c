// Puts an answer on the wire, with whatever is wrong with its delivery.
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Delivery, Reply } from './reply.ts'

const CHUNK = ' '.repeat(65_536)

/** Sends an answer; resolves with its status once it is out, or null when none went out whole. */
export async function sendReply(response: ServerResponse, reply: Reply): Promise<number | null> {
  if (response.closed) return null
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    await deliver(response, reply, gone.signal)
  } catch (error) {
    if (!gone.signal.aborted) throw error
  }
  return response.writableFinished ? reply.status : null
}

async function deliver(response: ServerResponse, reply: Reply, gone: AbortSignal): Promise<void> {
  const how: Delivery['how'] | 'whole' = reply.delivery?.how ?? 'whole'
  if (how === 'reset') return void response.socket?.resetAndDestroy()
  if (how === 'silence') return await untilGone(gone)
  if (reply.delivery?.how === 'late') await late(reply.delivery, gone)
  response.writeHead(reply.status, reply.headers)
  if (reply.delivery?.how === 'drip') await drip(response, reply, { ms: reply.delivery.ms, gone })
  if (reply.delivery?.how === 'flood') await flood(response, reply.delivery.bytes, gone)
  const rest = how === 'drip' || how === 'flood' ? '' : reply.body
  await new Promise<void>((resolve) => {
    gone.addEventListener('abort', () => resolve(), { once: true })
    response.end(rest, () => resolve())
  })
}

/** @throws where the caller is gone before */
async function late({ ms, lifted }: Extract<Delivery, { how: 'late' }>, gone: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: AbortSignal.any([gone, lifted]), ref: false }).catch(
    (error: unknown) => {
      if (gone.aborted || !lifted.aborted) throw error
    },
  )
}

const untilGone = (gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (gone.aborted) resolve()
    gone.addEventListener('abort', () => resolve(), { once: true })
  })

async function drip(response: ServerResponse, reply: Reply, pace: { ms: number; gone: AbortSignal }) {
  for (const byte of Buffer.from(reply.body)) {
    response.write(Buffer.of(byte))
    await wait(pace.ms, undefined, { signal: pace.gone, ref: false })
  }
}

async function flood(response: ServerResponse, bytes: number, gone: AbortSignal): Promise<void> {
  for (let sent = 0; sent < bytes && !gone.aborted; sent += CHUNK.length) {
    if (!response.write(CHUNK)) await once(response, 'drain', { signal: gone })
  }
}
