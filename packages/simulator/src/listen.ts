// Listening on localhost: the same port on 127.0.0.1 and, where there is one, on ::1.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const NO_IPV6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']
const TRIES = 20
/** Longer than any client leaves a connection idle: where it ends as a request is sent, the request is lost. */
const IDLE_MS = 65_000

/** Servers that share one port. */
export interface Listening {
  readonly port: number
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

async function listenOn(server: Server, host: string, port: number): Promise<number> {
  server.keepAliveTimeout = IDLE_MS
  server.listen({ host, port, exclusive: true })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}

/**
 * Listens on a port of localhost, 0 for any free one.
 * @throws Error with a sentence when the port is taken or not permitted.
 */
export async function listenOnLocalhost(create: () => Server, port: number): Promise<Listening> {
  for (let tries = 1; ; tries += 1) {
    const servers = [create(), create()] as const
    const close = async () => void (await Promise.all(servers.map(stop)))
    try {
      return { port: await listenOnBoth(servers, port), close }
    } catch (error) {
      await close()
      // A free port of one address may be taken on the other.
      if (port !== 0 || codeOf(error) !== 'EADDRINUSE' || tries === TRIES) throw explain(error, port)
    }
  }
}

async function listenOnBoth([four, six]: readonly [Server, Server], port: number): Promise<number> {
  const found = await listenOn(four, '127.0.0.1', port)
  try {
    await listenOn(six, '::1', found)
  } catch (error) {
    if (!NO_IPV6.includes(codeOf(error))) throw error
  }
  return found
}

function explain(error: unknown, port: number): Error {
  const code = codeOf(error)
  if (code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} is taken: another program listens there. End it, or choose another port (0 for any free one).`,
      { cause: error },
    )
  }
  if (code === 'EACCES') {
    return new Error(`Port ${port} needs rights this program does not have. Choose one from 1024 on.`, {
      cause: error,
    })
  }
  return new Error(
    `The simulator cannot listen on port ${port} of localhost (${code || 'unknown reason'}).`,
    {
      cause: error,
    },
  )
}
