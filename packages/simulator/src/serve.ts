// The HTTP side: reads a request whole, finds its endpoint, lets faults have their way, records and answers.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Call, RouteName } from './call.ts'
import { faultReply } from './fault-replies.ts'
import type { Intuit } from './intuit.ts'
import { empty, json, type Reply } from './reply.ts'
import { findRoute, type Match } from './router.ts'
import { ROUTES } from './routes.ts'
import { sendReply } from './send-reply.ts'

const MOST_BODY_BYTES = 1_000_000

/**
 * A server for this Intuit; it does not listen yet.
 * @param worked called when a request has done its work, before it is answered
 */
export const createIntuitServer = (intuit: Intuit, worked: () => void): Server =>
  createServer((request, response) => {
    response.on('error', () => response.destroy())
    answer({ intuit, worked, request, response }).catch((error: unknown) => fail(response, error))
  })

interface Exchange {
  readonly intuit: Intuit
  readonly worked: () => void
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** A caller who left needs no answer; a mistake of the simulator's own is answered in words. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const { status, headers, body } = json(500, { error: `The simulator failed: ${String(error)}` })
  response.writeHead(status, headers).end(body)
}

async function answer({ intuit, worked, request, response }: Exchange): Promise<void> {
  const tid = intuitTid(intuit)
  response.setHeader('intuit_tid', tid)
  const body = await readBody(request)
  if (body === null) return void response.writeHead(413, { connection: 'close' }).end()
  const [path = '', ...rest] = (request.url ?? '').split('?')
  const method = request.method ?? ''
  const match = findRoute(ROUTES, method, path)
  const call: Call = {
    method,
    path,
    query: new URLSearchParams(rest.join('?')),
    headers: request.headers,
    body,
    route: nameOf(match),
    params: match.found === 'route' ? match.params : {},
  }
  const work = async (asked: Call): Promise<Reply> => {
    const reply = await endpointReply(intuit, match, asked)
    worked()
    return reply
  }
  if (call.route === 'simulator') return void (await sendReply(response, await work(call)))
  const { entry, ended } = intuit.requests.begin(call, tid)
  const hit = intuit.faults.take({ route: call.route, ...intuit.requests.subjectOf(call) })
  entry.fault = hit?.fault.kind ?? null
  const deps = { now: intuit.clock.now(), origin: intuit.origin, call, work }
  const reply = hit ? await faultReply(hit.fault, { ...deps, lifted: hit.lifted }) : await work(call)
  ended(await sendReply(response, reply))
}

async function endpointReply(intuit: Intuit, match: Match, call: Call): Promise<Reply> {
  if (match.found === 'route') return await match.route.endpoint(intuit, call)
  if (match.found === 'notAllowed') return empty(405, { allow: match.allow })
  return json(404, { error: `Nothing is served at ${call.path}.` })
}

const nameOf = (match: Match): RouteName =>
  match.found === 'route' ? match.route.name : match.found === 'notAllowed' ? match.name : 'unknown'

/** Intuit's current form: `1-` and hexadecimal parts. */
function intuitTid(intuit: Intuit): string {
  const hex = Buffer.from(intuit.chance()).toString('hex').padEnd(32, '0')
  return `1-${hex.slice(0, 8)}-${hex.slice(8, 32)}`
}

/** The body, or null when it is larger than anything that is sent to Intuit. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= MOST_BODY_BYTES) chunks.push(chunk)
  }
  return bytes > MOST_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8')
}
