// One address for several instances: each request to the next one that is up, event streams included.
import { Agent, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http'

/** An instance that takes requests. */
export interface Upstream {
  readonly name: string
  readonly port: number
}

const MOST_BODY_BYTES = 2_000_000
/** A connection per request: one that stays open to an instance that died would not show whether it had read the request. */
const agent = new Agent({ keepAlive: false })

/**
 * Passes requests on in turn. One that never reached its instance goes to the next; so does a read whose instance died
 * before it answered. A change at that moment is 502: it may have been made.
 * @param up the instances that are up now
 */
export function createRoundRobin(up: () => readonly Upstream[]): RequestListener {
  let turn = 0
  return (incoming, response) => {
    // One who has gone in the middle of a request waits for no answer.
    void readBody(incoming).then(
      (body) => {
        if (body === null) return void refuse(response, 413, 'The body is too large.')
        const all = up()
        const from = turn++ % Math.max(all.length, 1)
        passOn({ incoming, response, body }, [...all.slice(from), ...all.slice(0, from)])
      },
      () => response.destroy(),
    )
  }
}

interface Passing {
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
}

function passOn(passing: Passing, [upstream, ...others]: readonly Upstream[]): void {
  const { incoming, response, body } = passing
  if (upstream === undefined) return void refuse(response, 503, 'No instance is up.')
  const { method, url: path, headers } = incoming
  const outgoing = request({ host: '127.0.0.1', port: upstream.port, agent, method, path, headers })
  outgoing.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
    // An instance that dies in the middle ends its answers: a reader of a stream comes back, to another one.
    answer.on('error', () => response.destroy())
  })
  outgoing.on('error', (error: NodeJS.ErrnoException) => {
    if (response.headersSent || response.destroyed) return void response.destroy()
    if (error.code === 'ECONNREFUSED' || method === 'GET') passOn(passing, others)
    else refuse(response, 502, 'The instance died before it answered.')
  })
  response.on('close', () => outgoing.destroy())
  outgoing.end(body)
}

function refuse(response: ServerResponse, status: number, title: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', title, status }))
}

/** null where it is larger than anything this host takes. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= MOST_BODY_BYTES) chunks.push(chunk)
  }
  return bytes > MOST_BODY_BYTES ? null : Buffer.concat(chunks)
}
