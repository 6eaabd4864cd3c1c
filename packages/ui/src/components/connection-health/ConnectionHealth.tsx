'use client'
// How a connection does: the life of its authorization, its days, and its counts.
import type { HealthCounts } from '@mooring/contract'
import { forwardRef, type ReactElement } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useHealth } from '../../hooks/useHealth.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'
import { COUNT_NAMES, writeCount } from './counts.ts'
import { HealthBars } from './HealthBars.tsx'
import { LifetimeRing } from './LifetimeRing.tsx'

export interface ConnectionHealthProps extends PanelOwnProps {
  /** Days to show, 1–365. @default 90 */
  days?: number
}

/** Shows the life of an authorization as a ring and its last days as bars, each with words or a table. It renders a `section`. */
export const ConnectionHealth = forwardRef<HTMLElement, ConnectionHealthProps>(function ConnectionHealth(
  { connectionId, days, ...own },
  ref,
) {
  const words = useWordsOfPanels()
  const one = useConnection(connectionId)
  const { health, isLoading, problem, refetch } = useHealth(connectionId, days)
  return (
    <Panel
      {...own}
      panelRef={ref}
      one={one}
      label={words.health}
      state="ready"
      isLoading={isLoading}
      problem={problem}
      onRetry={one.connection ? refetch : one.refetch}
      lines={15}
    >
      {health &&
        ((connection) => (
          <>
            <LifetimeRing connection={connection} />
            {health.days.length > 0 ? (
              <HealthBars days={health.days} since={connection.connectedAt} />
            ) : (
              <p className="mooring-muted">{words.healthEmpty}</p>
            )}
            <Totals totals={health.totals} />
          </>
        ))}
    </Panel>
  )
})

function Totals({ totals }: { totals: HealthCounts }): ReactElement {
  const { locale } = useMooring()
  const words = useWordsOfPanels()
  return (
    <dl className="mooring-totals">
      {COUNT_NAMES.map((name) => (
        <div key={name} data-count={name}>
          <dt className="mooring-muted">{words.counts[name]}</dt>
          <dd>{writeCount(name, totals[name], locale)}</dd>
        </div>
      ))}
    </dl>
  )
}
