'use client'
// What was written to a company, newest first, and taking it back.
import type { WritesPage } from '@mooring/contract'
import { forwardRef } from 'react'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { usePages } from '../../hooks/usePages.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'
import { writesPath } from './writes-path.ts'

export interface WrittenRecordsProps extends PanelOwnProps {
  /** Records of a page, 1–200. @default 20 */
  pageSize?: number
}

const loadBody = () => import('./WrittenBody.tsx')

/** Lists what was written to QuickBooks, and takes it back where the caller may audit and disconnect. It renders a `section`. */
export const WrittenRecords = forwardRef<HTMLElement, WrittenRecordsProps>(function WrittenRecords(
  { connectionId, pageSize = 20, ...own },
  ref,
) {
  const words = usePanelNames()
  const body = useBody(loadBody)
  const one = useConnection(connectionId)
  const log = usePages<WritesPage>(connectionId, `writes ${pageSize}`, (id, cursor) =>
    writesPath(id, cursor, pageSize),
  )
  const { pages, allowed, isLoading, problem } = log
  const isEmpty = !pages.some(({ writes }) => writes.length > 0)
  const closed = one.connection !== null && !allowed
  const there = closed || (!isLoading && (!isEmpty || !problem))
  return (
    <Panel
      {...own}
      panelRef={ref}
      body={body}
      one={one}
      label={words.writes}
      state={closed ? 'closed' : isEmpty ? 'none' : 'ready'}
      reading={log}
      lines={18}
    >
      {there ? (connection, { WrittenBody }) => <WrittenBody {...{ connection, log }} /> : null}
    </Panel>
  )
})
