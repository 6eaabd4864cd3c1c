// The entry for Express 4 and 5: arguments in, reply out; decides nothing.
import type { Request, RequestHandler, Response } from 'express'
import type { Config } from './config/config.ts'
import { mooringError } from './errors/mooring-error.ts'
import type { BodyAsRead, HttpReply, HttpRequest, HttpStream, RawBody } from './http/http-types.ts'
import { rawBodyOf } from './http/raw-body.ts'

/** What the host says of who is asking. */
type Doorkeepers = Pick<Config, 'identify' | 'operators'>
type Answer = (request: HttpRequest) => Promise<HttpReply | HttpStream>

/** The origin in a request line that has one, as proxies may send it (RFC 9112, 3.2.2). Express keeps it in `req.url`. */
const ABSOLUTE = /^https?:\/\/[^/?#]*/i

/** A router to mount with `app.use(path, router)`. */
export function toExpress(answer: Answer, config: Doorkeepers & { isEnding(): boolean }): RequestHandler {
  return function mooring(req, res, next) {
    answer(new ExpressRequest(req, res, config))
      .then((reply) => {
        // The next request goes by a connection of its own, to where it is awaited (HTTP/2 has no such header).
        if (config.isEnding() && req.httpVersionMajor === 1 && !res.headersSent)
          res.setHeader('Connection', 'close')
        send(reply, res, config.isEnding)
      })
      .catch(next)
  }
}

/** A class, since it is made for every request: an object with accessors of its own takes three times as long to make. */
class ExpressRequest implements HttpRequest {
  readonly method: string
  readonly path: string
  readonly identify: HttpRequest['identify']
  readonly operator: HttpRequest['operator']
  readonly #search: string
  readonly #req: Request
  readonly #res: Response

  constructor(req: Request, res: Response, { identify, operators }: Doorkeepers) {
    // Parsed without a base: a request line such as "//host/path" is a path here, never a host.
    const url = req.url.replace(ABSOLUTE, '')
    const end = url.indexOf('?')
    this.method = req.method
    this.path = end === -1 ? url : url.slice(0, end)
    this.identify = (context) => identify(req, context)
    this.operator = () => operators?.(req) ?? null
    this.#search = end === -1 ? '' : url.slice(end + 1)
    this.#req = req
    this.#res = res
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.#search)
  }

  header(name: string): string | undefined {
    const value = this.#req.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }

  readBody(limit: number): Promise<BodyAsRead> {
    return readBody(this.#req, limit)
  }

  onGone(leave: () => void): void {
    if (this.#res.closed) leave()
    else this.#res.once('close', leave)
  }
}

/** Our own reading where no one read before us; the host's parser's result otherwise. */
async function readBody(req: Request, limit: number): Promise<BodyAsRead> {
  const tooLarge = () => mooringError('payload_too_large', `The request is larger than ${limit / 1024} kB.`)
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge()
  const body = await bodyOf(req, limit)
  if (sizeOf(body) > limit) throw tooLarge()
  return body
}

async function bodyOf(req: Request, limit: number): Promise<BodyAsRead> {
  if (req.readableDidRead) return rawBodyOf(req) ?? asParsed(req.body)
  const read = await readBytes(req, limit)
  // A platform that read the body before there was a request hands on an empty stream.
  return read.bytes.length === 0 ? (rawBodyOf(req) ?? read) : read
}

function asParsed(value: unknown): BodyAsRead {
  if (Buffer.isBuffer(value)) return { kind: 'raw', bytes: value }
  if (typeof value === 'string') return { kind: 'raw', bytes: Buffer.from(value) }
  return { kind: 'parsed', value: value ?? {} }
}

const sizeOf = (body: BodyAsRead): number =>
  body.kind === 'raw' ? body.bytes.length : Buffer.byteLength(JSON.stringify(body.value) ?? '')

/** The bytes, and no more of them than it takes to see that they are too many. */
async function readBytes(req: Request, limit: number): Promise<RawBody> {
  const chunks: Buffer[] = []
  let size = 0
  // The request outlives the reading: what is left of it is let go by once it is answered.
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      chunks.push(chunk)
      if (size > limit) break
    }
  } catch {
    throw mooringError('invalid_request', 'The request was cut short.')
  }
  return { kind: 'raw', bytes: Buffer.concat(chunks) }
}

function send(reply: HttpReply | HttpStream, res: Response, isEnding: () => boolean): void {
  if (res.destroyed || res.headersSent) return
  res.statusCode = reply.status
  for (const [name, value] of Object.entries(reply.headers)) res.setHeader(name, value)
  if ('stream' in reply) {
    res.flushHeaders()
    reply.stream(
      (text) => writeTo(res, text),
      () => endStream(res, isEnding()),
    )
    return
  }
  if (reply.body === null) return void res.end()
  const { body } = reply
  const length = Buffer.byteLength(body)
  res.setHeader('Content-Length', length)
  // Joined with the headers, one write to the socket. As bytes otherwise: a text beyond Latin-1 makes all of it three times as dear.
  if (length === body.length) res.end(body, 'latin1')
  else res.end(Buffer.from(body))
}

/** What a reader did not take is not waited for. A stream began before it was known that its connection is to be the last. */
function endStream(res: Response, isEnding: boolean): void {
  const { socket } = res
  if (res.writableNeedDrain) res.destroy()
  else {
    // Not as `end`'s callback: middleware that wraps `end` (express-session) takes a function for a piece of the body.
    if (isEnding && res.req.httpVersionMajor === 1) res.once('finish', () => socket?.destroySoon())
    res.end()
  }
}

/** Resolves once the reader can take more, or is gone: nothing piles up for a slow one. null where it can take more now. */
function writeTo(res: Response, text: string): Promise<void> | null {
  if (res.writableEnded || res.destroyed || res.write(text)) return null
  return new Promise<void>((resolve) => {
    const settle = () => {
      res.off('drain', settle)
      res.off('close', settle)
      resolve()
    }
    res.once('drain', settle)
    res.once('close', settle)
  })
}
