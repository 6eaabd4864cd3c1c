'use client'
// How a sync goes, in a line with its bar; loaded on demand.
import type { Connection } from '@mooring/contract'
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { joinSentences } from '../../core/join-sentences.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { useWhatIsWrong } from '../../hooks/useWhatIsWrong.ts'
import type { IconName } from '../../provider/slots.ts'
import { Button } from '../button/Button.tsx'
import { STATUS_MARKS } from '../connection-status/status-marks.ts'
import type { Tone } from '../icon/Mark.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { Backlog } from './Backlog.tsx'
import { describeSync, isTakeBack } from './describe-sync.ts'
import { type SyncStage, stageOf } from './sync-stage.ts'

const marks: Record<SyncStage, readonly [Tone, IconName]> = {
  idle: ['good', 'check'],
  running: ['off', 'clock'],
  checking: ['off', 'clock'],
  resuming: ['off', 'clock'],
  paused: ['warn', 'pause'],
  failed: ['bad', 'alert'],
}

/** Green is for a sync that succeeded, over a connection that can be used. */
function markOf({ status, usable, sync }: Connection, stage: SyncStage): readonly [Tone, IconName] {
  if (stage !== 'idle') return marks[stage]
  if (!usable) {
    const { tone, icon } = STATUS_MARKS[status]
    return [tone, icon]
  }
  return sync.lastSucceededAt ? marks.idle : ['off', 'off']
}

interface SyncBodyProps {
  connection: Connection
  onRetry?: (() => void) | undefined
  children?: ReactNode
}

export function SyncBody({ connection, onRetry, children }: SyncBodyProps): ReactElement {
  const panelWords = usePanelMessages()
  const names = usePanelNames()
  const { sync } = connection
  const stage = stageOf(connection)
  const speech = useSpeech()
  const nameOf = isTakeBack(connection) ? names.writes : names.sync
  const { headline, detail } = describeSync(connection, { ...speech, panelWords })
  const wrong = useWhatIsWrong(connection)
  useAnnouncedEnd(stage, headline)
  const [tone, icon] = markOf(connection, stage)
  return (
    <>
      <PanelHead
        {...{ tone, icon, headline }}
        detail={stage === 'paused' || stage === 'checking' ? detail : joinSentences(detail, wrong)}
        problem={sync.error}
      >
        {stage === 'failed' && !wrong && onRetry && (
          <Button onClick={onRetry}>{speech.words.tryAgain}</Button>
        )}
      </PanelHead>
      {(stage === 'running' || ((stage === 'paused' || stage === 'checking') && sync.progress)) && (
        <ProgressBar progress={progressOf(connection)} label={nameOf(connection.company.name ?? '')} />
      )}
      {waits(stage, connection) && <Backlog connection={connection} />}
      {(stage === 'paused' || (wrong && connection.status !== 'checking')) && children}
    </>
  )
}

/** Work of the host's may wait while nothing runs, and while what was missed is made up for. */
const waits = (stage: SyncStage, { sync }: Connection): boolean =>
  stage === 'paused' || stage === 'resuming' || (stage === 'running' && !!sync.missedSince)

/** What Mooring's own run calls itself is no word for people. */
const progressOf = (connection: Connection) =>
  connection.sync.progress && isTakeBack(connection)
    ? { ...connection.sync.progress, label: '' }
    : connection.sync.progress

/** Says once how a run has ended; a pause is announced with the connection's status already. */
function useAnnouncedEnd(stage: SyncStage, headline: string): void {
  const { announcer } = useMooring()
  const before = useRef(stage)
  useEffect(() => {
    const ended = before.current !== stage && (stage === 'failed' || stage === 'idle')
    before.current = stage
    if (ended) announcer.announce(headline)
  }, [stage, headline, announcer])
}
