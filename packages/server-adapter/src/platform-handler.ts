// The entry point for hosts that have the platform's Request and Response: Next.js, React Router, Hono, SvelteKit, Bun, Deno, functions.
import type { Config } from './config/config.ts'
import { mooringError } from './errors/mooring-error.ts'
import type { BodyAsRead, HttpReply, HttpRequest, HttpStream, RawBody } from './http/http-types.ts'
import { rawBodyOf } from './http/raw-body.ts'

type Answer = (request: HttpRequest) => Promise<HttpReply | HttpStream>

/** Statuses whose answer has no body, not even an empty one. */
const BODILESS: readonly number[] = [204, 304]

/** The whole router as one function. */
export function toPlatform(
  answer: Answer,
  { identify, operators, basePath }: Pick<Config, 'identify' | 'operators' | 'basePath'>,
): (request: Request) => Promise<Response> {
  return async function mooring(request) {
    const gone = new AbortController()
    const leave = () => gone.abort()
    request.signal.addEventListener('abort', leave, { once: true })
    if (request.signal.aborted) leave()
    const url = new URL(request.url)
    const reply = await answer({
      method: request.method,
      path: pathBelow(basePath, url.pathname),
      query: url.searchParams,
      header: (name) => request.headers.get(name) ?? undefined,
      readBody: (limit) => readBody(request, limit),
      identify: (context) => identify(request, context),
      operator: () => operators?.(request) ?? null,
      onGone: (end) => {
        if (gone.signal.aborted) end()
        else gone.signal.addEventListener('abort', end, { once: true })
      },
    })
    return 'stream' in reply ? streamed(reply, leave) : whole(reply)
  }
}

/** The path below the mount path; one that is not below it leads nowhere. */
function pathBelow(basePath: string, path: string): string {
  const isBelow = path === basePath || path.startsWith(`${basePath}/`)
  return isBelow ? path.slice(basePath.length) : ''
}

/** @throws MooringError `payload_too_large`, `invalid_request` for a body that breaks off or was read before */
async function readBody(request: Request, limit: number): Promise<BodyAsRead> {
  const tooLarge = () => mooringError('payload_too_large', `The request is larger than ${limit / 1024} kB.`)
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const body = await bodyOf(request, limit)
  if (body.bytes.length > limit) throw tooLarge()
  return body
}

async function bodyOf(request: Request, limit: number): Promise<RawBody> {
  if (!request.bodyUsed) {
    const read = await readBytes(request, limit)
    // A platform that read the body before there was a request hands on an empty one.
    return read.bytes.length === 0 ? (rawBodyOf(request) ?? read) : read
  }
  const rawBody = rawBodyOf(request)
  if (rawBody) return rawBody
  throw mooringError(
    'app_misconfigured',
    'The body of this request was read before Mooring saw it. Hand the request on unread, or a clone of it.',
  )
}

/** The bytes, and no more of them than it takes to see that they are too many. */
async function readBytes(request: Request, limit: number): Promise<RawBody> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      chunks.push(read.value)
      size += read.value.byteLength
      if (size > limit) break
    }
  } catch {
    throw mooringError('invalid_request', 'The request was cut short.')
  }
  return { kind: 'raw', bytes: Buffer.concat(chunks) }
}

function headersOf(given: HttpReply['headers']): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) {
    for (const one of typeof value === 'string' ? [value] : value) headers.append(name, one)
  }
  return headers
}

const whole = ({ status, headers, body }: HttpReply): Response =>
  new Response(BODILESS.includes(status) ? null : body, { status, headers: headersOf(headers) })

/** @param leave called when the reader is gone */
function streamed({ status, headers, stream }: HttpStream, leave: () => void): Response {
  const encoder = new TextEncoder()
  /** Resolves the write that waits for the reader to take something. */
  let resumeWriting = () => {}
  let isOver = false
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string): Promise<void> | null => {
        if (isOver) return null
        controller.enqueue(encoder.encode(text))
        if ((controller.desiredSize ?? 0) > 0) return null
        return new Promise<void>((resolve) => {
          resumeWriting = resolve
        })
      }
      const end = () => {
        resumeWriting()
        if (isOver) return
        isOver = true
        controller.close()
      }
      stream(write, end)
    },
    pull: () => resumeWriting(),
    cancel() {
      isOver = true
      resumeWriting()
      leave()
    },
  })
  return new Response(body, { status, headers: headersOf(headers) })
}
