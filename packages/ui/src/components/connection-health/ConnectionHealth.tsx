'use client'
// How a connection does: the life of its authorization, its days, and its counts.
import { forwardRef } from 'react'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useHealth } from '../../hooks/useHealth.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
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
  const words = usePanelNames()
  const body = useBody(loadBody)
  const one = useConnection(connectionId)
  const reading = useHealth(connectionId, days)
  const { health } = reading
  return (
    <Panel
      {...own}
      panelRef={ref}
      body={body}
      one={one}
      label={words.health}
      state="ready"
      reading={reading}
      lines={15}
    >
      {health ? (connection, { HealthBody }) => <HealthBody {...{ connection, health }} /> : null}
    </Panel>
  )
})
