'use client'
// What a pause has left undone: since when, how far it was, that it is caught up, and that it is done; loaded on demand.
import type { Connection } from '@mooring/contract'
import { agoOf } from '@mooring/messages/times'
import { type ReactElement, useEffect, useRef } from 'react'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { describeSync, type SyncDescription } from '../sync-progress/describe-sync.ts'
import { type SyncStage, stageOf } from '../sync-progress/sync-stage.ts'

export function MissedWork({ connection }: { connection: Connection }): ReactElement {
  const names = usePanelNames()
  const stage = stageOf(connection)
  const { headline, detail } = useMissed(connection, stage)
  useAnnouncement(stage, headline)
  const { progress } = connection.sync
  return (
    <div className="mooring-missed" data-sync={stage}>
      <span className="mooring-muted">
        {headline} {detail}
      </span>
      {progress && stage !== 'idle' && (
        <ProgressBar progress={progress} label={names.sync(connection.company.name ?? '')} />
      )}
    </div>
  )
}

/** The row's own status says why: here is what it means for the work. */
function useMissed(connection: Connection, stage: SyncStage): SyncDescription {
  const panelWords = usePanelMessages()
  const speech = useSpeech()
  const { words, formats, now } = speech
  const { pausedAt, pausedUntil } = connection.sync
  const company = connection.company.name ?? words.thisCompany
  if (stage === 'paused') {
    const since = pausedAt ? `${panelWords.syncPausedSince(agoOf(pausedAt, now, formats))} ` : ''
    const goesOn = pausedUntil ? panelWords.syncOutOfReads : panelWords.syncResumes
    return { headline: panelWords.syncPaused(company), detail: since + goesOn }
  }
  if (stage === 'idle')
    return { headline: `${panelWords.syncSucceeded(company)} ${panelWords.syncCaughtUp}`, detail: '' }
  return describeSync(connection, { ...speech, panelWords })
}

/** Said aloud: that it goes on, and that it is done. A pause is announced with the connection's status already. */
function useAnnouncement(stage: SyncStage, headline: string): void {
  const { announcer } = useMooring()
  const before = useRef(stage)
  useEffect(() => {
    const isNews = before.current !== stage && (stage === 'running' || stage === 'idle')
    before.current = stage
    if (isNews) announcer.announce(headline)
  }, [stage, headline, announcer])
}
