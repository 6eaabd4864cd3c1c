// What is true of a connection's sync, in words.
import type { Connection, TAKE_BACK_LABEL } from '@mooring/contract'
import { type Description, describeConnection, type Speech } from '@mooring/messages/describe-connection'
import { describeProblem } from '@mooring/messages/describe-problem'
import type { enPanels } from '@mooring/messages/en-panels'
import { agoOf } from '@mooring/messages/times'
import { joinSentences as join } from '../../core/join-sentences.ts'
import { stageOf } from './sync-stage.ts'

export type SyncDescription = Omit<Description, 'label'>

/** Checked against the contract's by its type: the contract's modules are not loaded in a browser. */
const LABEL: typeof TAKE_BACK_LABEL = 'Taking back what was written'

/** Whether the run is Mooring's own, which takes back what was written. */
export const isTakeBack = ({ sync }: Connection): boolean => sync.progress?.label === LABEL

interface SyncSpeech extends Speech {
  readonly panelWords: typeof enPanels
}

export function describeSync(connection: Connection, speech: SyncSpeech): SyncDescription {
  const { panelWords: say, words, formats, now } = speech
  const { status } = connection
  const company = connection.company.name ?? words.thisCompany
  const { startedAt, lastSucceededAt, pausedAt, pausedUntil, missedSince, error } = connection.sync
  const ago = (at: string | null | undefined, sentence: (ago: string) => string) =>
    at && sentence(agoOf(at, now, formats))
  switch (stageOf(connection)) {
    case 'running': {
      const how = missedSince ? say.syncCatchesUp : connection.usable && say.syncNoLimit
      const started = ago(startedAt, say.syncStarted)
      if (isTakeBack(connection)) return { headline: say.takingBack(company), detail: join(started) }
      return { headline: say.syncGoing(company), detail: join(started, how) }
    }
    case 'checking': {
      const { headline, detail } = describeConnection(connection, speech)
      return { headline, detail: join(detail, say.syncResumes) }
    }
    case 'paused': {
      if (pausedUntil && connection.usable)
        return {
          headline: say.syncPaused(company),
          detail: join(ago(pausedAt, say.syncPausedSince), say.syncOutOfReads),
        }
      const { headline, detail } = describeConnection(connection, speech)
      const goesOn = pausedUntil && status === 'checking' ? say.syncOutOfReads : say.syncResumes
      const why = join(ago(pausedAt, say.syncPausedSince), headline, detail, goesOn)
      return { headline: say.syncPaused(company), detail: why }
    }
    case 'resuming':
      return { headline: say.syncResuming(company), detail: say.syncCatchesUp }
    case 'failed':
      return {
        headline: say.syncFailed(company),
        detail: join(error && describeProblem(error, words), ago(lastSucceededAt, say.syncLast)),
      }
    case 'idle': {
      if (!lastSucceededAt) return { headline: say.syncNever(company), detail: '' }
      const caughtUp = missedSince && say.syncCaughtUp
      return {
        headline: say.syncSucceeded(company),
        detail: join(ago(lastSucceededAt, say.syncLast), caughtUp),
      }
    }
  }
}
