'use client'
// What happened, newest first, and all of it as a file; loaded on demand.
import type { Connection } from '@mooring/contract'
import { type ReactElement, useState } from 'react'
import { type HistoryState, isByPeople, useHistory } from '../../hooks/useHistory.ts'
import type { ExportForm } from '../../hooks/useListExport.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { Button } from '../button/Button.tsx'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { HistoryFilter } from './HistoryFilter.tsx'
import { HistoryProof } from './HistoryProof.tsx'
import { HistoryRows } from './HistoryRows.tsx'
import { useHistoryExport } from './useHistoryExport.ts'

interface HistoryBodyProps {
  connection: Connection
  history: HistoryState
  pageSize: number | undefined
}

export function HistoryBody({ connection, history, pageSize }: HistoryBodyProps): ReactElement {
  const words = usePanelMessages()
  const [byPeople, setByPeople] = useState(false)
  const people = useHistory(byPeople ? connection.id : null, pageSize, 'people')
  if (!history.allowed) return <p className="mooring-muted">{words.historyClosed}</p>
  if (history.entries.length === 0) return <p className="mooring-muted">{words.historyEmpty}</p>
  const { hasMore, more, isLoadingMore } = byPeople ? people : history
  return (
    <>
      <HistoryProof connectionId={connection.id} />
      <HistoryFilter byPeople={byPeople} onChange={setByPeople} />
      {byPeople ? <ByPeople {...{ people, history }} /> : <HistoryRows entries={history.entries} />}
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

/** Of the whole history; until that is here, of what is here already. */
function ByPeople({ people, history }: Record<'people' | 'history', HistoryState>): ReactElement {
  const words = usePanelMessages()
  const { entries, isLoading, problem, hasMore, refetch } = people
  const isKnown = entries.length > 0 || (!isLoading && !problem)
  const shown = isKnown ? entries : history.entries.filter(isByPeople)
  return (
    <>
      {shown.length > 0 && <HistoryRows entries={shown} />}
      {isLoading && <p className="mooring-muted">{words.loadingMore}</p>}
      {isKnown && shown.length === 0 && !hasMore && <p className="mooring-muted">{words.historyNoPeople}</p>}
      {problem && <ErrorMessage problem={problem} onRetry={refetch} />}
    </>
  )
}

function Exports({ connectionId }: { connectionId: string }): ReactElement {
  const { locale } = useMooring()
  const words = usePanelMessages()
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
      {problem && <ErrorMessage problem={problem} />}
    </>
  )
}
