// A port for a program that gets the number of the one to listen on.
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'

/**
 * Below those that systems give to outgoing connections and to listeners on port 0 (from 32,768 on Linux, from 49,152 elsewhere): one of those may be
 * given away before the program that was to have it has started.
 */
const FIRST = 20_000
/** Each worker of a run has ports of its own. */
const WORKERS = 16
const PORTS_OF_A_WORKER = 700

const first = FIRST + (Number(process.env.VITEST_POOL_ID ?? 0) % WORKERS) * PORTS_OF_A_WORKER
let next = randomInt(PORTS_OF_A_WORKER)

/** A port that is free on 127.0.0.1 and on [::1]. @throws Error where none is */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS_OF_A_WORKER; tries++) {
    const port = first + (next++ % PORTS_OF_A_WORKER)
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'))) return port
  }
  throw new Error(`No port from ${first} to ${first + PORTS_OF_A_WORKER - 1} is free.`)
}

const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']

/** An address that this machine does not have is free of programs, too. */
async function isFree(port: number, host: string): Promise<boolean> {
  await using opened = new AsyncDisposableStack()
  const server = opened.adopt(
    net.createServer(),
    (one) => new Promise<void>((resolve) => one.close(() => resolve())),
  )
  try {
    await once(server.listen(port, host), 'listening')
    return true
  } catch (error) {
    return NO_SUCH_ADDRESS.includes((error as NodeJS.ErrnoException).code ?? '')
  }
}
