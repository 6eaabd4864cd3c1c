// The door to Express: arguments in, reply out; decides nothing. Works with Express 4 and 5.
import type { Request, RequestHandler, Response } from 'express'
import type { Config } from './config/config.ts'
import type { BodyAsRead, HttpReply, HttpRequest, HttpStream } from './http/exchange.ts'
import { mooringError } from './service/mooring-error.ts'

type Answer = (request: HttpRequest) => Promise<HttpReply | HttpStream>

/** A router to mount with `app.use(path, router)`. */
export function toExpress(answer: Answer, config: Pick<Config, 'identify'>): RequestHandler {
  return function mooring(req, res, next) {
    answer(fromExpress(req, res, config.identify))
      .then((reply) => send(reply, req, res))
      .catch(next)
  }
}

function fromExpress(req: Request, res: Response, identify: Config['identify']): HttpRequest {
  // Parsed without a base: a request line such as "//host/path" is a path here, never a host.
  const [path = '/', ...rest] = req.url.split('?')
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  return {
    method: req.method,
    path,
    query: new URLSearchParams(rest.join('?')),
    header: (name) => {
      const value = req.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
    readBody: (limit) => readBody(req, limit),
    identify: (context) => identify(req, context),
    signal: gone.signal,
  }
}

/** Our own reading where nobody read before us; the host's parser's result otherwise. */
async function readBody(req: Request, limit: number): Promise<BodyAsRead> {
  if (!req.readableDidRead) return { kind: 'raw', bytes: await readBytes(req, limit) }
  const value: unknown = req.body
  if (Buffer.isBuffer(value)) return { kind: 'raw', bytes: value }
  if (typeof value === 'string') return { kind: 'raw', bytes: Buffer.from(value) }
  return { kind: 'parsed', value: value ?? {} }
}

async function readBytes(req: Request, limit: number): Promise<Buffer> {
  const tooLarge = () => mooringError('payload_too_large', `The request is larger than ${limit / 1024} kB.`)
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function send(reply: HttpReply | HttpStream, req: Request, res: Response): void {
  if (res.destroyed || res.headersSent) return
  res.statusCode = reply.status
  for (const [name, value] of Object.entries(reply.headers)) res.setHeader(name, value)
  if ('stream' in reply) {
    res.flushHeaders()
    reply.stream(
      (text) => {
        if (!res.writableEnded) res.write(text)
      },
      () => {
        res.end()
      },
    )
    return
  }
  // What of the request was not read is not waited for.
  if (!req.readableEnded && reply.status >= 400) res.setHeader('Connection', 'close')
  if (reply.body !== null) res.setHeader('Content-Length', Buffer.byteLength(reply.body))
  res.end(reply.body ?? undefined)
}
