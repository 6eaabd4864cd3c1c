// Tells other processes of commits, after them: a signal that was part of a transaction would keep all others of the database
// waiting until it is on disk. One message tells of all commits of some milliseconds.
import { literal, type Statement } from './literal.ts'
import { bare } from './outbox.ts'
import { Link } from './postgres-link.ts'
import { type Announcements, channelOf, type Place } from './postgres-setting.ts'

/** Between two messages of one process, ms. */
const PAUSE_MS = 10
/** Ids in one signal: its text may have 8,000 bytes. */
const MOST_SUBJECTS = 50
/** Signals in one message; where more changed, one signal says "any". */
const MOST_SIGNALS = 10

/** @param open where to tell it */
export function createAnnouncements(open: () => Promise<Place>): Announcements {
  const subjects = new Set<string>()
  let telling: Promise<void> | null = null

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
    const place = await open()
    const link = await Link.take(place)
    try {
      // One transaction, as they come in one message. It need not be found again after a crash of the server.
      await link.sendAll([bare('set local synchronous_commit = off'), ...signals(place.schema)])
      link.release()
    } catch {
      link.release(true)
    }
  }

  async function tell(): Promise<void> {
    while (subjects.size > 0) {
      await send().catch(() => subjects.clear())
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  return {
    add(subjectIds) {
      for (const id of subjectIds) subjects.add(id)
      if (subjects.size === 0) return
      telling ??= tell().finally(() => {
        telling = null
      })
    },
    async end() {
      while (telling !== null) await telling
    },
  }
}
