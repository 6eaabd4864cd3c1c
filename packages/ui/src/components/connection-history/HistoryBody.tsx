'use client'
// What happened, newest first, and all of it as a file; loaded on demand.
import type { Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import type { useHistory } from '../../hooks/useHistory.ts'
import type { ExportForm } from '../../hooks/useListExport.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { Button } from '../button/Button.tsx'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import { HistoryRows } from './HistoryRows.tsx'
import { useHistoryExport } from './useHistoryExport.ts'

interface HistoryBodyProps {
  connection: Connection
  history: ReturnType<typeof useHistory>
}

export function HistoryBody({ connection, history }: HistoryBodyProps): ReactElement {
  const words = useWordsOfPanels()
  const { entries, allowed, hasMore, more, isLoadingMore } = history
  if (!allowed) return <p className="mooring-muted">{words.historyClosed}</p>
  if (entries.length === 0) return <p className="mooring-muted">{words.historyEmpty}</p>
  return (
    <>
      <HistoryRows entries={entries} />
      <div className="mooring-actions">
        {hasMore && (
          <Button aria-disabled={isLoadingMore} onClick={more}>
            {isLoadingMore ? words.loadingMore : words.showMore}
          </Button>
        )}
        <Exports connectionId={connection.id} />
      </div>
    </>
  )
}

function Exports({ connectionId }: { connectionId: string }): ReactElement {
  const { locale } = useMooring()
  const words = useWordsOfPanels()
  const { start, isRunning, count, problem } = useHistoryExport(connectionId)
  const button = (form: ExportForm, label: string) => (
    <Button aria-disabled={isRunning} onClick={() => void start(form)}>
      {label}
    </Button>
  )
  return (
    <>
      {button('csv', words.exportCsv)}
      {button('json', words.exportJson)}
      {isRunning && (
        <span className="mooring-muted">{words.exporting(new Intl.NumberFormat(locale).format(count))}</span>
      )}
      {problem && <ProblemNote problem={problem} />}
    </>
  )
}
