'use client'
// What happened to a connection, newest first, and all of it as a file.
import type { Connection } from '@mooring/contract'
import { forwardRef, type ReactElement } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useHistory } from '../../hooks/useHistory.ts'
import type { ExportForm } from '../../hooks/useListExport.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { Button } from '../button/Button.tsx'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'
import { HistoryProof } from './HistoryProof.tsx'
import { HistoryRows } from './HistoryRows.tsx'
import { useHistoryExport } from './useHistoryExport.ts'

export interface ConnectionHistoryProps extends PanelOwnProps {
  /** Entries of a page, 1–200. @default 20 */
  pageSize?: number
}

/** Who did what, when, and how it went; for those who may audit. It renders a `section`. */
export const ConnectionHistory = forwardRef<HTMLElement, ConnectionHistoryProps>(function ConnectionHistory(
  { connectionId, pageSize, ...own },
  ref,
) {
  const words = useWordsOfPanels()
  const one = useConnection(connectionId)
  const history = useHistory(connectionId, pageSize)
  const { entries, allowed, isLoading, problem, refetch } = history
  const closed = one.connection !== null && !allowed
  const there = closed || (!isLoading && (entries.length > 0 || !problem))
  return (
    <Panel
      {...own}
      panelRef={ref}
      one={one}
      label={words.history}
      state={closed ? 'closed' : entries.length ? 'ready' : 'none'}
      isLoading={isLoading}
      problem={problem}
      onRetry={one.connection ? refetch : one.refetch}
      lines={18}
    >
      {there ? (connection) => <Body key={connection.id} connection={connection} history={history} /> : null}
    </Panel>
  )
})

interface BodyProps {
  connection: Connection
  history: ReturnType<typeof useHistory>
}

function Body({ connection, history }: BodyProps): ReactElement {
  const words = useWordsOfPanels()
  const { entries, allowed, hasMore, more, isLoadingMore } = history
  if (!allowed) return <p className="mooring-muted">{words.historyClosed}</p>
  if (entries.length === 0) return <p className="mooring-muted">{words.historyEmpty}</p>
  return (
    <>
      <HistoryProof connectionId={connection.id} />
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
