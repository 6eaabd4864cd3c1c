'use client'
// What was written to a company, newest first; loaded on demand.
import type { Connection, WritesPage, WrittenRecord } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useListExport } from '../../hooks/useListExport.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import type { Pages } from '../../hooks/usePages.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { useWriteMessages } from '../../hooks/useWriteMessages.ts'
import { Button } from '../button/Button.tsx'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { RecordRow } from './RecordRow.tsx'
import { withNumbers } from './record-name.ts'
import { TakeBackButton } from './TakeBackButton.tsx'
import { TakeBackState } from './TakeBackState.tsx'
import { useTakeBack } from './useTakeBack.ts'
import { writesPath } from './writes-path.ts'

const loadFile = async () => (await import('./writes-file.ts')).writesAsCsv

interface WrittenBodyProps {
  connection: Connection
  log: Pages<WritesPage>
}

export function WrittenBody({ connection, log }: WrittenBodyProps): ReactElement {
  const words = useWriteMessages()
  return log.allowed ? (
    <Log connection={connection} log={log} />
  ) : (
    <p className="mooring-muted">{words.writesClosed}</p>
  )
}

function Log({ connection, log }: WrittenBodyProps): ReactElement {
  const panelWords = usePanelMessages()
  const words = useWriteMessages()
  const { hasMore, more, isLoadingMore, refetch } = log
  const takeBack = useTakeBack(connection, refetch)
  const records = withNumbers(log.pages.flatMap(({ writes }) => writes))
  if (records.length === 0)
    return (
      <>
        <TakeBackState connection={connection} last={takeBack.last} />
        <p className="mooring-muted">{words.writesEmpty}</p>
      </>
    )
  return (
    <>
      <TakeBackState connection={connection} last={takeBack.last} />
      <ol className="mooring-rows">
        {records.map((record) => (
          <RecordRow key={record.id} record={record} />
        ))}
      </ol>
      <div className="mooring-actions">
        {hasMore && (
          <Button aria-disabled={isLoadingMore} onClick={more}>
            {isLoadingMore ? panelWords.loadingMore : panelWords.showMore}
          </Button>
        )}
        <Export connectionId={connection.id} />
        <TakeBackButton connection={connection} takeBack={takeBack} />
      </div>
      {takeBack.problem && <ErrorMessage problem={takeBack.problem} onRetry={takeBack.refetch} />}
      <p className="mooring-muted">{words.writesNote}</p>
    </>
  )
}

function Export({ connectionId }: { connectionId: string }): ReactElement {
  const { locale } = useMooring()
  const words = usePanelMessages()
  const { writesExported } = useWriteMessages()
  const { start, isRunning, count, problem } = useListExport<WritesPage, WrittenRecord>({
    name: `quickbooks-writes-${connectionId}`,
    pathOf: (cursor, limit) => writesPath(connectionId, cursor, limit),
    entriesOf: ({ writes }) => writes,
    load: loadFile,
    exported: writesExported,
  })
  return (
    <>
      <Button aria-disabled={isRunning} onClick={() => void start('csv')}>
        {words.exportCsv}
      </Button>
      {isRunning && (
        <span className="mooring-muted">{words.exporting(new Intl.NumberFormat(locale).format(count))}</span>
      )}
      {problem && <ErrorMessage problem={problem} />}
    </>
  )
}
