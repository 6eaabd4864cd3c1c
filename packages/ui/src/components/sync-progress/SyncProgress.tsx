'use client'
// How the sync of a connection goes: running, paused and why, going on by itself, failed, or when it last succeeded.
import type { Connection } from '@mooring/contract'
import { forwardRef, type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useDesk } from '../../hooks/useDesk.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { Button } from '../button/Button.tsx'
import type { IconName } from '../icon/Icon.tsx'
import type { Tone } from '../icon/Mark.tsx'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { Backlog } from './Backlog.tsx'
import { describeSync, isTakeBack, type SyncStage, stageOf } from './describe-sync.ts'

export interface SyncProgressProps extends PanelOwnProps {
  /** Runs the host's sync once more after a failure. @default no button */
  onRetry?: () => void
  /** The host's own next step while the sync is paused. @default the connection's */
  children?: ReactNode
}

const marks: Record<SyncStage, [Tone, IconName]> = {
  idle: ['good', 'check'],
  running: ['off', 'clock'],
  checking: ['off', 'clock'],
  resuming: ['off', 'clock'],
  paused: ['warn', 'pause'],
  failed: ['bad', 'alert'],
}

/** Shows a connection's guarded runs as they go. It renders a `section`. */
export const SyncProgress = forwardRef<HTMLElement, SyncProgressProps>(function SyncProgress(
  { connectionId, onRetry, children, ...own },
  ref,
) {
  const words = useWordsOfPanels()
  const { page } = useDesk()
  const one = useConnection(connectionId)
  return (
    <Panel
      {...own}
      panelRef={ref}
      one={one}
      label={words.sync}
      state={one.connection ? stageOf(one.connection) : ''}
      isLoading={one.isLoading}
      problem={one.connection ? null : one.problem}
      onRetry={one.refetch}
      lines={2}
    >
      {(connection) => (
        <Sync key={connection.id} {...{ connection, onRetry }}>
          {children ?? (page && <page.NextStep connection={connection} canConnect={one.canConnect} />)}
        </Sync>
      )}
    </Panel>
  )
})

interface SyncProps extends Pick<SyncProgressProps, 'onRetry' | 'children'> {
  connection: Connection
}

function Sync({ connection, onRetry, children }: SyncProps): ReactElement {
  const panelWords = useWordsOfPanels()
  const { sync } = connection
  const stage = stageOf(connection)
  const speech = useSpeech()
  const nameOf = isTakeBack(connection) ? panelWords.writes : panelWords.sync
  const { headline, detail } = describeSync(connection, { ...speech, panelWords })
  useAnnouncedEnd(stage, headline)
  const [tone, icon] = stage === 'idle' && !sync.lastSucceededAt ? (['off', 'off'] as const) : marks[stage]
  return (
    <>
      <PanelHead {...{ tone, icon, headline, detail }} problem={sync.error}>
        {stage === 'failed' && onRetry && <Button onClick={onRetry}>{speech.words.tryAgain}</Button>}
      </PanelHead>
      {(stage === 'running' || ((stage === 'paused' || stage === 'checking') && sync.progress)) && (
        <ProgressBar progress={progressOf(connection)} label={nameOf(connection.company.name ?? '')} />
      )}
      {waits(stage, connection) && <Backlog connection={connection} />}
      {stage === 'paused' && children}
    </>
  )
}

/** Work of the host's may wait while nothing runs, and while what was missed is made up for. */
const waits = (stage: SyncStage, { sync }: Connection): boolean =>
  stage === 'paused' || stage === 'resuming' || (stage === 'running' && sync.missedSince !== undefined)

/** What Mooring's own run calls itself is no word for people. */
const progressOf = (connection: Connection) =>
  connection.sync.progress && isTakeBack(connection)
    ? { ...connection.sync.progress, label: '' }
    : connection.sync.progress

/** Says once how a run has ended; a pause is told with the connection's status already. */
function useAnnouncedEnd(stage: SyncStage, headline: string): void {
  const { announcer } = useMooring()
  const before = useRef(stage)
  useEffect(() => {
    const ended = before.current !== stage && (stage === 'failed' || stage === 'idle')
    before.current = stage
    if (ended) announcer.say(headline)
  }, [stage, headline, announcer])
}
