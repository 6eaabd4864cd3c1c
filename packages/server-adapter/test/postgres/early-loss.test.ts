// A server that ends a connection in the very moment it is made: the host's process goes on.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { hostPool } from './host-pool.ts'
import { impatientStore } from './impatient-store.ts'

const message = (kind: string, body: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(kind), length, body])
}

/** Signed in, ready, and ended by an operator: in one piece, as a busy process reads it. */
const BRIEF = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', Buffer.from('I')),
  message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0')),
])

let server: Server
let address: string
const uncaught = vi.fn()
beforeEach(async () => {
  uncaught.mockReset()
  process.on('uncaughtException', uncaught)
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(BRIEF))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `postgres://app@127.0.0.1:${(server.address() as AddressInfo).port}/app`
})
afterEach(() => {
  process.removeListener('uncaughtException', uncaught)
  server.close()
})

async function expectUnavailable(store: Store): Promise<void> {
  const opening = store.open().finally(() => store.close())
  await expect(opening).rejects.toBeInstanceOf(StoreUnavailableError)
  expect(uncaught).not.toHaveBeenCalled()
}

it('is unavailable to a store with a pool of its own', async () => {
  await expectUnavailable(impatientStore({ connectionString: address }, 'mooring'))
})

it('is unavailable to a store on the host’s pool, which is left as it was', async () => {
  const pool = hostPool({ connectionString: address })
  onTestFinished(() => pool.end())
  await expectUnavailable(impatientStore({ pool }, 'mooring'))
  expect(pool.listenerCount('connect')).toBe(0)
})
