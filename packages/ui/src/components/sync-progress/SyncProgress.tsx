'use client'
// How the sync of a connection goes: running, paused and why, going on by itself, failed, or when it last succeeded.
import { forwardRef, type ReactNode } from 'react'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { useMooringContext } from '../../provider/context.ts'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'
import { stageOf } from './sync-stage.ts'

export interface SyncProgressProps extends PanelOwnProps {
  /** Runs the host's sync once more after a failure, where the connection can be used. @default no button */
  onRetry?: () => void
  /** The host's own next step while the sync is paused or its connection can't be used. @default the connection's */
  children?: ReactNode
}

const loadBody = () => import('./SyncBody.tsx')

/** Shows a connection's guarded runs as they go. It renders a `section`. */
export const SyncProgress = forwardRef<HTMLElement, SyncProgressProps>(function SyncProgress(
  { connectionId, onRetry, children, ...own },
  ref,
) {
  const words = usePanelNames()
  const body = useBody(loadBody)
  const { lazy } = useMooringContext()
  const one = useConnection(connectionId)
  return (
    <Panel
      {...own}
      panelRef={ref}
      body={body}
      one={one}
      label={words.sync}
      state={one.connection ? stageOf(one.connection) : ''}
      lines={2}
    >
      {(connection, { SyncBody }) => (
        <SyncBody key={connection.id} {...{ connection, onRetry }}>
          {children ?? (lazy && <lazy.NextStep connection={connection} canConnect={one.canConnect} />)}
        </SyncBody>
      )}
    </Panel>
  )
})
