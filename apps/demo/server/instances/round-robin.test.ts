// One address for several instances: in turn, past the dead ones, streams included.
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { beforeEach, expect, it } from 'vitest'
import { createRoundRobin, type Upstream } from './round-robin.ts'

let opened: AsyncDisposableStack
beforeEach(() => {
  opened = new AsyncDisposableStack()
  return () => opened.disposeAsync()
})

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

async function listen(answer: RequestListener): Promise<Server> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

const serve = async (answer: RequestListener) => portOf(opened.adopt(await listen(answer), close))

const naming =
  (name: string): RequestListener =>
  (request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => response.end(`${name} ${request.method} ${request.url} ${body}`))
  }
const dying: RequestListener = (request) => request.socket.destroy()

/** A port no one listens on. */
async function deadPort(): Promise<number> {
  const server = await listen(() => {})
  const port = portOf(server)
  await close(server)
  return port
}

async function balance(...ports: number[]): Promise<string> {
  const up: Upstream[] = ports.map((port, index) => ({ name: 'AB'.charAt(index), port }))
  return `http://127.0.0.1:${await serve(createRoundRobin(() => up))}`
}

const post = (origin: string, body: string) => fetch(`${origin}/path?query`, { method: 'POST', body })

it('gives each request to the next one, with its body', async () => {
  const origin = await balance(await serve(naming('A')), await serve(naming('B')))
  const answers = []
  for (const word of ['one', 'two', 'three']) answers.push(await (await post(origin, word)).text())
  expect(answers).toEqual(['A POST /path?query one', 'B POST /path?query two', 'A POST /path?query three'])
})

it('passes a stream on as it comes, and its end', async () => {
  let end = () => {}
  const streaming: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: first\n\n')
    end = () => response.socket?.destroy()
  }
  const reply = await fetch(await balance(await serve(streaming)))
  const reader = reply.body?.getReader()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: first\n\n')
  end()
  await expect(reader?.read()).rejects.toThrow()
})

it('notifies the instance when the reader has gone', async () => {
  const gone = Promise.withResolvers<void>()
  const streaming: RequestListener = (_request, response) => {
    response.write('begin')
    response.on('close', gone.resolve)
  }
  const abort = new AbortController()
  await fetch(await balance(await serve(streaming)), { signal: abort.signal })
  abort.abort()
  await gone.promise
})

it('goes past an instance that is down, for a change too', async () => {
  const origin = await balance(await deadPort(), await serve(naming('B')))
  expect(await (await post(origin, 'word')).text()).toBe('B POST /path?query word')
})

it('reads again where the instance died, and never changes twice', async () => {
  const origin = await balance(await serve(dying), await serve(naming('B')))
  expect(await (await fetch(`${origin}/path`)).text()).toBe('B GET /path ')
  expect((await post(origin, 'at B')).status).toBe(200)
  expect((await post(origin, 'at A')).status).toBe(502)
})

it('goes on where a reader goes away in the middle of what it sends', async () => {
  const origin = await balance(await serve(naming('A')))
  const { hostname, port } = new URL(origin)
  const reader = connect(Number(port), hostname)
  const gone = once(reader, 'close')
  reader.write('POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 100\r\n\r\nhalf')
  // Its request is being read.
  await once(reader, 'data')
  reader.destroy()
  await gone
  expect(await (await fetch(`${origin}/path`)).text()).toBe('A GET /path ')
})

it('says so where none is up', async () => {
  expect((await fetch(await balance())).status).toBe(503)
})
