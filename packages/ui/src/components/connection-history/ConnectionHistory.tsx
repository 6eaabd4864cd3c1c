'use client'
// What happened to a connection, newest first, and all of it as a file.
import { forwardRef } from 'react'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useHistory } from '../../hooks/useHistory.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'

export interface ConnectionHistoryProps extends PanelOwnProps {
  /** Entries of a page, 1–200. @default 20 */
  pageSize?: number
}

const loadBody = () => import('./HistoryBody.tsx')

/** Who did what, when, and how it went; for those who may audit. It renders a `section`. */
export const ConnectionHistory = forwardRef<HTMLElement, ConnectionHistoryProps>(function ConnectionHistory(
  { connectionId, pageSize, ...own },
  ref,
) {
  const words = usePanelNames()
  const body = useBody(loadBody)
  const one = useConnection(connectionId)
  const history = useHistory(connectionId, pageSize)
  const { entries, allowed, isLoading, problem } = history
  const closed = one.connection !== null && !allowed
  const there = closed || (!isLoading && (entries.length > 0 || !problem))
  return (
    <Panel
      {...own}
      panelRef={ref}
      body={body}
      one={one}
      label={words.history}
      state={closed ? 'closed' : entries.length ? 'ready' : 'none'}
      reading={history}
      lines={18}
    >
      {there ? (connection, { HistoryBody }) => <HistoryBody {...{ connection, history, pageSize }} /> : null}
    </Panel>
  )
})
