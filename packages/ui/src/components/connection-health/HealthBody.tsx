'use client'
// The life of an authorization, its days, and its counts; loaded on demand.
import type { Connection, Health, HealthCounts } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { COUNT_NAMES, writeCount } from './counts.ts'
import { HealthBars } from './HealthBars.tsx'
import { LifetimeRing } from './LifetimeRing.tsx'

interface HealthBodyProps {
  connection: Connection
  health: Health
}

export function HealthBody({ connection, health }: HealthBodyProps): ReactElement {
  const words = usePanelMessages()
  return (
    <>
      <LifetimeRing connection={connection} />
      {health.days.length > 0 ? (
        <HealthBars days={health.days} since={connection.connectedAt} />
      ) : (
        <p className="mooring-muted">{words.healthEmpty}</p>
      )}
      <Totals totals={health.totals} />
    </>
  )
}

function Totals({ totals }: { totals: HealthCounts }): ReactElement {
  const { locale } = useMooring()
  const words = usePanelMessages()
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
