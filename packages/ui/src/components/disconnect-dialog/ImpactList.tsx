'use client'
// What stops, what stays and what is deleted.
import type { DisconnectImpact } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'

/** Undefined while it is being asked for, null where only the usual can be said. */
export function ImpactList({ impact }: { impact: DisconnectImpact | null | undefined }): ReactElement {
  const words = useWordsOnDemand()
  const stops = impact?.stops.length ? impact.stops : [words.stopsUsually]
  const keeps = impact?.keeps.length ? impact.keeps : [words.keepsUsually]
  return (
    <dl className="mooring-impact" aria-busy={impact === undefined}>
      <Part kind="stops" title={words.stops} items={stops} />
      <Part kind="keeps" title={words.keeps} items={keeps} />
      <Part kind="deletes" title={words.deletes} items={impact?.deletes ?? []} />
    </dl>
  )
}

function Part({
  kind,
  title,
  items,
}: {
  kind: string
  title: string
  items: readonly string[]
}): ReactElement | null {
  if (!items.length) return null
  return (
    <div data-kind={kind}>
      <dt>{title}</dt>
      {items.map((item) => (
        <dd key={item}>
          <bdi>{item}</bdi>
        </dd>
      ))}
    </div>
  )
}
