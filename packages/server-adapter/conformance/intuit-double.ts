// A stand-in for Intuit on real HTTP that answers as scripted, well or badly, and records what it was asked.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

export interface RecordedRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What happens to one request. */
export type Script = (response: ServerResponse) => void

export interface IntuitDouble {
  readonly origin: string
  readonly requests: RecordedRequest[]
  /** The scripts of the next requests, in order; a request beyond them gets a 599. */
  script(...scripts: Script[]): void
  close(): Promise<void>
}

/** A whole answer; objects as JSON. */
export const answer =
  (status: number, body: unknown = '', headers: Record<string, string> = {}): Script =>
  (response) => {
    const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    response.writeHead(status, { intuit_tid: '1-double', ...headers }).end(text)
  }

/** Never answers. */
export const silence: Script = () => {}

/** Breaks the connection before a byte of an answer. */
export const reset: Script = (response) => response.socket?.resetAndDestroy()

/** Headers and the beginning of a body, and then nothing. */
export const beginning =
  (status: number, text: string): Script =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).write(text)
  }

/** Headers and the beginning of a body, and then a broken connection. */
export const broken =
  (status: number, text: string): Script =>
  (response) => {
    response.writeHead(status, { 'content-length': '9999' })
    response.write(text, () => response.socket?.resetAndDestroy())
  }

/** A space each few milliseconds, for ever. */
export const drip: Script = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 5)
  response.on('close', () => clearInterval(timer))
}

/** `megabytes` of body; `sent` grows by what was handed to the socket. */
export const flood =
  (megabytes: number, sent: { bytes: number }): Script =>
  (response) => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const more = (): void => {
      while (sent.bytes < megabytes * 1024 * 1024) {
        sent.bytes += chunk.length
        if (!response.write(chunk)) return void response.once('drain', more)
      }
      response.end()
    }
    response.writeHead(200)
    more()
  }

/** A few kilobytes that unfold to `megabytes` of JSON. */
export const gzipBomb = (megabytes: number): Script =>
  answer(200, gzipSync(Buffer.alloc(megabytes * 1024 * 1024, ' ')), { 'content-encoding': 'gzip' })

/** Headers without end. */
export const endlessHeaders: Script = (response) => {
  const socket = response.socket
  if (socket === null) return
  socket.on('error', () => {})
  socket.write('HTTP/1.1 200 OK\r\n')
  const timer = setInterval(() => socket.write(`x-more: ${'x'.repeat(4_096)}\r\n`), 1)
  socket.on('close', () => clearInterval(timer))
}

/** Starts the stand-in on a free port of this machine. */
export async function startIntuitDouble(): Promise<IntuitDouble> {
  const requests: RecordedRequest[] = []
  const scripts: Script[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      // A caller that hangs up in the middle of its request gets no answer.
      return
    }
    const { method = '', url = '', headers } = request
    requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
    const next = scripts.shift() ?? answer(599, 'unscripted')
    next(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    script: (...next) => void scripts.splice(0, scripts.length, ...next),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
