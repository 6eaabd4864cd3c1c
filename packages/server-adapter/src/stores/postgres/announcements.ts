// Announces commits to other processes, after them: a signal that was part of a transaction would make all others of the database
// wait until it is on disk. One message announces all commits of some milliseconds.
import { literal, type Statement } from './literal.ts'
import { bare } from './outbox.ts'
import { Link } from './postgres-link.ts'
import { type Announcements, channelOf, type Database } from './postgres-setting.ts'

/** Between two messages of one process, ms. */
const PAUSE_MS = 10
/** Ids in one signal: its text may have 8,000 bytes. */
const MOST_SUBJECTS = 50
/** Signals in one message; where more changed, one signal says "any". */
const MOST_SIGNALS = 10

/** @param open the database to announce them on */
export function createAnnouncements(open: () => Promise<Database>): Announcements {
  const subjects = new Set<string>()
  let sending: Promise<void> | null = null

  function signals(schema: string): Statement[] {
    const channel = channelOf(schema)
    const ids = [...subjects]
    subjects.clear()
    const count = Math.ceil(ids.length / MOST_SUBJECTS)
    if (count > MOST_SIGNALS) return [bare(`notify ${channel}, ''`)]
    return Array.from({ length: count }, (_, index) => {
      const some = ids.slice(index * MOST_SUBJECTS, (index + 1) * MOST_SUBJECTS)
      return bare(`notify ${channel}, ${literal(JSON.stringify(some))}`)
    })
  }

  async function send(): Promise<void> {
    const database = await open()
    const link = await Link.acquire(database)
    try {
      // One transaction, as they come in one message. It need not be found again after a crash of the server.
      await link.sendAll([bare('set local synchronous_commit = off'), ...signals(database.schema)])
      link.release()
    } catch {
      link.release(true)
    }
  }

  async function sendAll(): Promise<void> {
    while (subjects.size > 0) {
      await send().catch(() => subjects.clear())
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  return {
    add(subjectIds) {
      for (const id of subjectIds) subjects.add(id)
      if (subjects.size === 0) return
      sending ??= sendAll().finally(() => {
        sending = null
      })
    },
    async end() {
      while (sending !== null) await sending
    },
  }
}
