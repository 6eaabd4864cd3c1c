// A TCP proxy to a server for tests of failures: it can be cut, go silent, or lose the answer to a commit.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface FaultProxy {
  /** The server's address through this proxy. */
  readonly url: string
  /** How many connections found no server. */
  unanswered(): number
  /** Nothing passes any more, and neither side is notified. */
  goSilent(): void
  /** Everything is cut; new connections are refused until `repair`. */
  cut(): void
  /** As it was. */
  repair(): void
  /** Leads to another server from now on. */
  leadTo(url: string): void
  /** Cuts the connection of the next commit: before the server hears of it, or when it has answered. */
  loseNextCommit(when: 'before' | 'after'): void
  close(): Promise<void>
}

/** How a transaction that has written something ends, as it goes over the wire. */
const COMMIT = /; commit(\0|; )/

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

/** Opens a way to the server at `url`. */
export async function openFaultProxy(url: string): Promise<FaultProxy> {
  let target = new URL(url)
  const pairs = new Set<Pair>()
  let unanswered = 0
  let silent = false
  let refusing = false
  let losing: 'before' | 'after' | null = null

  const end = (pair: Pair) => {
    pairs.delete(pair)
    pair.client.destroy()
    pair.server.destroy()
  }

  function join(client: Socket): void {
    if (refusing) return void client.destroy()
    const pair = { client, server: connect(Number(target.port), target.hostname) }
    pairs.add(pair)
    let lost = false
    pair.server.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED') unanswered++
    })
    for (const socket of [pair.client, pair.server]) {
      socket.on('error', () => end(pair))
      socket.on('close', () => end(pair))
    }
    client.on('data', (data) => {
      if (silent) return
      if (losing !== null && COMMIT.test(data.toString('latin1'))) {
        lost = true
        if (losing === 'before') end(pair)
        losing = null
      }
      pair.server.write(data)
    })
    pair.server.on('data', (data) => {
      if (silent) return
      if (lost) end(pair)
      else client.write(data)
    })
  }

  const server = createServer(join).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  const own = new URL(url)
  own.port = String(address.port)
  return {
    url: own.href,
    unanswered: () => unanswered,
    goSilent() {
      silent = true
    },
    cut() {
      refusing = true
      for (const pair of pairs) end(pair)
    },
    repair() {
      silent = false
      refusing = false
    },
    leadTo(other) {
      target = new URL(other)
    },
    loseNextCommit(when) {
      losing = when
    },
    async close() {
      for (const pair of pairs) end(pair)
      server.close()
      await once(server, 'close')
    },
  }
}
