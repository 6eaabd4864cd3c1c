'use client'
// How a connection does: the life of its authorization, its days, and its counts.
import { forwardRef } from 'react'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useHealth } from '../../hooks/useHealth.ts'
import { useNamesOfPanels } from '../../hooks/useNamesOfPanels.ts'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'

export interface ConnectionHealthProps extends PanelOwnProps {
  /** Days to show, 1–365. @default 90 */
  days?: number
}

const loadBody = () => import('./HealthBody.tsx')

/** Shows the life of an authorization as a ring and its last days as bars, each with words or a table. It renders a `section`. */
export const ConnectionHealth = forwardRef<HTMLElement, ConnectionHealthProps>(function ConnectionHealth(
  { connectionId, days, ...own },
  ref,
) {
  const words = useNamesOfPanels()
  const body = useBody(loadBody)
  const one = useConnection(connectionId)
  const { health, isLoading, problem, refetch } = useHealth(connectionId, days)
  return (
    <Panel
      {...own}
      panelRef={ref}
      body={body}
      one={one}
      label={words.health}
      state="ready"
      isLoading={isLoading}
      problem={problem}
      onRetry={one.connection ? refetch : one.refetch}
      lines={15}
    >
      {health ? (connection, { HealthBody }) => <HealthBody {...{ connection, health }} /> : null}
    </Panel>
  )
})
