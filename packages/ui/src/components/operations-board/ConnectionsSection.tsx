'use client'
// Connections of all tenants, filtered, page by page, each with its explanation.
import type { BoardConnection, BoardConnectionPage } from '@mooring/contract'
import { type ReactElement, useId, useState } from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { STATUS_MARKS } from '../connection-status/status-marks.ts'
import { Mark } from '../icon/Mark.tsx'
import { useBoardFormats } from './board-times.ts'
import { ConnectionFilter, isFiltered } from './ConnectionFilter.tsx'
import { ExplainDialog } from './ExplainDialog.tsx'
import { Shown } from './Shown.tsx'
import { type BoardPages, useBoard, useBoardPages } from './useBoard.ts'

export function ConnectionsSection(): ReactElement {
  const { filter } = useBoard()
  const { status, reason, tenant, company } = filter
  const list = useBoardPages<BoardConnectionPage>('/connections', { status, reason, tenant, company })
  const [explained, setExplained] = useState<BoardConnection | null>(null)
  return (
    <>
      <ConnectionFilter />
      <Shown reading={list} lines={16}>
        <Found list={list} onExplain={setExplained} />
      </Shown>
      {explained && <ExplainDialog connection={explained} onClose={() => setExplained(null)} />}
    </>
  )
}

interface FoundProps {
  list: BoardPages<BoardConnectionPage>
  onExplain: (connection: BoardConnection) => void
}

function Found({ list, onExplain }: FoundProps): ReactElement | null {
  const { words, filter } = useBoard()
  const { number } = useBoardFormats()
  const { pages, hasMore, isLoadingMore, more } = list
  const connections = pages.flatMap((page) => page.connections)
  const looked = pages.reduce((sum, page) => sum + page.looked, 0)
  if (pages.length === 0) return null
  const none = hasMore ? words.noneSoFar(number(looked)) : isFiltered(filter) ? words.noneFits : words.noneYet
  return (
    <>
      {/* What a filter comes to is read out. */}
      <p className="mooring-muted" aria-live="polite">
        {connections.length === 0 ? none : hasMore ? null : words.found(connections.length)}
      </p>
      {connections.length > 0 && (
        <ul className="mooring-rows">
          {connections.map((connection) => (
            <Row key={connection.id} connection={connection} onExplain={() => onExplain(connection)} />
          ))}
        </ul>
      )}
      {hasMore && (
        <Button aria-disabled={isLoadingMore} aria-busy={isLoadingMore} onClick={more}>
          {isLoadingMore ? words.readingMore : connections.length === 0 ? words.goOn : words.more}
        </Button>
      )}
    </>
  )
}

interface RowProps {
  connection: BoardConnection
  onExplain: () => void
}

function Row({ connection, onExplain }: RowProps): ReactElement {
  const { words: shared } = useMooring()
  const { words } = useBoard()
  const { ago } = useBoardFormats()
  const name = useId()
  const { status, reason, company, tenantId, proof, expiry, environment } = connection
  const { daysLeft } = expiry
  return (
    <li className="mooring-row" data-tone={STATUS_MARKS[status].tone} data-connection={connection.id}>
      <Mark {...STATUS_MARKS[status]} />
      <div className="mooring-board-row">
        <div>
          <span id={name} className="mooring-headline">
            <bdi>{company.name ?? words.unnamed(company.realmIdLast4)}</bdi>
          </span>{' '}
          {environment === 'sandbox' && <span className="mooring-tag">{shared.sandbox}</span>}
          <span className="mooring-detail">
            {words.tenant} <bdi>{tenantId}</bdi>
          </span>
        </div>
        <div>
          {shared.labels[status]}
          {reason && <span className="mooring-detail">{messageOf(words.reasons, reason)}</span>}
        </div>
        <div className="mooring-muted">
          {proof ? words.proven(ago(proof.at)) : words.neverProven}
          {status === 'expiring' && daysLeft !== null && <div>{words.daysLeft(daysLeft)}</div>}
        </div>
      </div>
      <Button aria-describedby={name} onClick={onExplain}>
        {words.explain}
      </Button>
    </li>
  )
}
