// One port on this machine alone: both its loopback addresses, and an answer as soon as the host is built.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartProblem, systemCode } from './start-problem.ts'

/** A port that is listened on; requests wait until `answer` says who answers them. */
export interface Listener {
  port: number
  answer(listener: RequestListener): void
  close(): Promise<void>
}

/** As docs/proxies.md says: a client that sends a request on a connection just as that is closed for being idle gets no answer. */
const IDLE_MS = 65_000

const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT']

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function portProblem(error: unknown, port: number): unknown {
  const code = systemCode(error)
  if (code === 'EADDRINUSE') {
    return new StartProblem(
      `Port ${port} is taken: stop what uses it, or choose another, as in PORT=${port + 1}.`,
    )
  }
  if (code === 'EACCES') {
    return new StartProblem(`Port ${port} may not be used by this account: choose another, as in PORT=3000.`)
  }
  return error
}

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** A port that is free on the one address may be taken on the other: then the system is asked for another one. */
const FREE_PORTS: readonly number[] = Array(20).fill(0)

/**
 * Listens on 127.0.0.1 and, where there is one, on [::1].
 * @param port 0 for any that is free
 * @throws StartProblem when the port is taken or not allowed
 */
export const openListener = async (port: number): Promise<Listener> =>
  await openFirst(port === 0 ? FREE_PORTS : [port])

/** The first of several ports that is free on both addresses. @throws StartProblem, as `openListener` */
export async function openFirst([port = 0, ...others]: readonly number[]): Promise<Listener> {
  try {
    return await openBoth(port)
  } catch (error) {
    if (systemCode(error) !== 'EADDRINUSE' || others.length === 0) throw portProblem(error, port)
    return await openFirst(others)
  }
}

async function openBoth(port: number): Promise<Listener> {
  let answer: (listener: RequestListener) => void = () => {}
  const listener = new Promise<RequestListener>((resolve) => {
    answer = resolve
  })
  const make = () =>
    createServer({ keepAliveTimeout: IDLE_MS }, (request, response) =>
      listener.then((reply) => reply(request, response)),
    )
  const [four, six] = [make(), make()]
  const closeBoth = async () => void (await Promise.all([close(four), close(six)]))
  try {
    const actual = await listen(four, port, '127.0.0.1')
    await listen(six, actual, '::1').catch((error) => {
      if (!NO_SUCH_ADDRESS.includes(systemCode(error) ?? '')) throw error
    })
    return { port: actual, answer, close: closeBoth }
  } catch (error) {
    await closeBoth()
    throw error
  }
}
