// Tries a host's own `fetch` against an answer of this machine, before a token of Intuit's depends on it.
import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GatewayError } from './intuit-gateway.ts'
import { type IntuitCall, send } from './transport.ts'

/** Milliseconds: a `fetch` that sends a lost request again waits a second or more before it does. */
const TRY_DEADLINE_MS = 5_000
const ANSWER = JSON.stringify({ access_token: 'not-a-token', expires_in: 3600 })

type Fetch = typeof globalThis.fetch

/** What is wrong with a `fetch`: a sentence, or null where nothing was found or it could not be tried. */
export type FetchProblem = string | null

/**
 * Sends three requests to a server on 127.0.0.1 that lives as long as this call. A `fetch` that does not get there,
 * as one whose proxy refuses local addresses, is not judged, unless what it gives instead is no answer at all.
 */
export async function tryFetch(fetch: Fetch): Promise<FetchProblem> {
  const requests: string[] = []
  const server = await newServer(requests).catch(() => null)
  if (server === null) return null
  try {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const problem = await reading(fetch, origin, requests)
    if (problem !== null || requests.length === 0) return problem
    return (await redirecting(fetch, origin, requests)) ?? (await repeating(fetch, origin, requests))
  } catch {
    // No port to listen on: a sandbox without one.
    return null
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** Notes the requests that it gets. Platforms without a server of their own have none. */
async function newServer(requests: string[]): Promise<Server> {
  // Loaded when there is one to try: an import of node:http makes Node load its own `fetch` too, a third of this package's time.
  const { createServer } = await import('node:http')
  return createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  if (request.url === '/lost') return void request.socket.destroy()
  if (request.url === '/elsewhere') {
    response.writeHead(302, { location: '/followed' }).end()
    return
  }
  response.writeHead(200, { 'content-type': 'application/json', intuit_tid: 'tried-here' })
  // In two parts, as from a network.
  response.write(ANSWER.slice(0, 10))
  setImmediate(() => response.end(ANSWER.slice(10)))
}

const callOf = (url: string): IntuitCall => ({
  url,
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', connection: 'close' },
  body: 'grant_type=refresh_token',
  deadline: TRY_DEADLINE_MS,
})

async function reading(fetch: Fetch, origin: string, requests: readonly string[]): Promise<FetchProblem> {
  const answers: unknown[] = []
  const noted: Fetch = async (...request) => {
    const response = await fetch(...request)
    answers.push(response)
    return response
  }
  try {
    const { text, intuitTid } = await send(noted, callOf(`${origin}/token`))
    if (requests.length === 0) return null
    return text === ANSWER && intuitTid === 'tried-here'
      ? null
      : 'it does not hand over an answer as it was sent'
  } catch (error) {
    // Too late is no fault of its own: a process that starts is busy.
    if (error instanceof GatewayError && error.kind === 'timeout') return null
    const isForeign = requests.length === 0 && answers.every(isReadable)
    return isForeign ? null : `an answer could not be read through it: ${messageOf(error)}`
  }
}

/** Whether this has what is read of every answer, wherever it came from. */
function isReadable(answer: unknown): boolean {
  const { status, headers, text, body } = (answer ?? {}) as Partial<Record<keyof Response, unknown>>
  const hasHeaders = typeof headers === 'object' && headers !== null && 'get' in headers
  return typeof status === 'number' && hasHeaders && (typeof text === 'function' || Boolean(body))
}

async function redirecting(fetch: Fetch, origin: string, requests: readonly string[]): Promise<FetchProblem> {
  await send(fetch, callOf(`${origin}/elsewhere`)).catch(() => {})
  const isFollowed = requests.some((request) => request.endsWith('/followed'))
  return isFollowed ? 'it follows redirects though "redirect" is "manual"' : null
}

async function repeating(fetch: Fetch, origin: string, requests: readonly string[]): Promise<FetchProblem> {
  await send(fetch, callOf(`${origin}/lost`)).catch(() => {})
  const times = requests.filter((request) => request.endsWith('/lost')).length
  return times > 1
    ? 'it sends a request again whose answer was lost, and a refresh token that is sent twice can end the connection'
    : null
}

const messageOf = (error: unknown): string => (error instanceof GatewayError ? error.message : String(error))
