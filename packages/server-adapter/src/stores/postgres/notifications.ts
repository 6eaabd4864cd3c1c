// Hears of commits through LISTEN, on one connection out of the pool; says so where that is not possible.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../platform/logger.ts'
import { literal } from './literal.ts'
import { Link } from './postgres-link.ts'
import { canSpareOne } from './postgres-pool.ts'
import { channelOf, type Database } from './postgres-setting.ts'

/** A signal to itself must come back within this time: through a proxy that shares sessions it does not. In milliseconds. */
const ECHO_MS = 3_000
/** How often it tries to find the session that was left listening among a proxy's, and the pause between, ms. */
const LEAVE_TRIES = 40
const LEAVE_PAUSE_MS = 25
/** How often a quiet connection is tested, ms. */
const TEST_MS = 15_000
/** Where listening was not possible it is tried again, later and later, ms. */
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 60_000

export interface Listening {
  stop(): Promise<void>
}

export interface ListenSetting {
  readonly open: () => Promise<Database>
  /** Called with ids that changed; null where something may have been missed. */
  readonly onChanged: (subjectIds: readonly string[] | null) => void
  readonly logger: Logger
}

/** Begins to listen, and goes on until it is stopped, over every loss of the connection. */
export function startListening(setting: ListenSetting): Listening {
  const stopped = new AbortController()
  const ended = listenUntilStopped(setting, stopped.signal)
  return {
    async stop() {
      stopped.abort()
      await ended
    },
  }
}

async function listenUntilStopped(setting: ListenSetting, signal: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE_MS
  while (!signal.aborted) {
    const heard = await listenOnce(setting, signal).catch(() => false)
    if (signal.aborted) return
    setting.logger.info({ againInMs: pause }, heard ? 'store signals were lost' : 'store signals do not come')
    await wait(pause, signal)
    pause = heard ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
  }
}

/** Listens until the connection is lost or listening is stopped. @returns whether signals came at all */
async function listenOnce({ open, onChanged }: ListenSetting, signal: AbortSignal): Promise<boolean> {
  const database = await open()
  // Listening takes one connection for itself: a small pool has none to spare.
  if (!canSpareOne(database.pool)) return false
  const channel = channelOf(database.schema)
  const link = await Link.acquireExtra({ ...database, answerMs: ECHO_MS })
  const echo = createEcho()
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  const unlisten = link.onNotification(({ channel: from, payload = '' }) => {
    if (from === channel && !echo.heard(payload)) onChanged(subjectsOf(payload))
  }, end)
  signal.addEventListener('abort', () => end(), { once: true })
  let session: unknown = null
  let came = false
  try {
    if (await isShared(database, link)) return false
    session = await askForSession(link, `listen ${channel}`)
    // Through the pool: what comes back to the same session would say nothing about the others.
    came = await echo.call((text) => notifyElsewhere(database, channel, text))
    if (!came || signal.aborted) return false
    // What was committed before anybody listened.
    onChanged(null)
    await keepAlive(link, over)
    return true
  } finally {
    unlisten()
    if (!came && session !== null) await leave(link, channel, session)
    link.release(true)
  }
}

/**
 * Whether a proxy gives its sessions to others between two statements, as far as that shows without a trace: another
 * connection's transaction may be given ours, or we another one meanwhile.
 */
async function isShared(database: Database, link: Link): Promise<boolean> {
  const other = await Link.acquire({ ...database, answerMs: ECHO_MS })
  let broken = true
  try {
    const before = await askForSession(link)
    const theirs = await askForSession(other, 'begin')
    const after = await askForSession(link)
    await other.send('commit')
    broken = false
    return theirs === before || after !== before
  } finally {
    other.release(broken)
  }
}

/** Sends a statement. @returns which of the server's sessions took it */
async function askForSession(link: Link, statement?: string): Promise<unknown> {
  const asked = 'select pg_backend_pid() as session'
  const { rows } = await link.send(statement === undefined ? asked : `${statement}; ${asked}`)
  return rows[0]?.session
}

/** Where a proxy shares sessions all the same, one of them now listens on behalf of the client that gets it next: it is asked to stop. */
async function leave(link: Link, channel: string, session: unknown): Promise<void> {
  for (let tries = 0; tries < LEAVE_TRIES; tries++) {
    const left = await askForSession(link, `unlisten ${channel}`).catch(() => session)
    if (left === session) return
    await sleep(LEAVE_PAUSE_MS)
  }
}

/** Resolves when the connection is lost, or at the end. */
async function keepAlive(link: Link, over: Promise<void>): Promise<void> {
  const { promise: lost, resolve: lose } = Promise.withResolvers<void>()
  const testing = setInterval(() => void link.send('select 1').catch(() => lose()), TEST_MS)
  testing.unref()
  await Promise.race([over, lost])
  clearInterval(testing)
}

/** Distinguishes a process's own signals from others', and waits for them. */
function createEcho() {
  let awaited: { readonly text: string; readonly came: () => void } | null = null
  return {
    heard(payload: string): boolean {
      if (!payload.startsWith(ECHO)) return false
      if (payload === awaited?.text) awaited.came()
      return true
    },
    async call(send: (text: string) => Promise<unknown>): Promise<boolean> {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      awaited = { text: `${ECHO}${randomUUID()}`, came: () => resolve(true) }
      const timer = setTimeout(() => resolve(false), ECHO_MS)
      await send(awaited.text)
      const came = await promise
      clearTimeout(timer)
      return came
    },
  }
}

const ECHO = 'echo '

async function notifyElsewhere(database: Database, channel: string, text: string): Promise<void> {
  const link = await Link.acquire({ ...database, answerMs: ECHO_MS })
  const broken = await link.send(`notify ${channel}, ${literal(text)}`).then(
    () => false,
    () => true,
  )
  link.release(broken)
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    timer.unref()
    signal.addEventListener('abort', end, { once: true })
  })
}

function subjectsOf(payload: string): readonly string[] | null {
  try {
    const subjects: unknown = JSON.parse(payload)
    return Array.isArray(subjects) ? subjects.map(String) : null
  } catch {
    return null
  }
}
