'use client'
// What stops, what stays and what is deleted.
import type { DisconnectImpact } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'

interface ImpactListProps {
  /** Undefined while it is being asked for, null where only the usual can be said. */
  impact: DisconnectImpact | null | undefined
  /** Whether the data is to be deleted; until then what could be deleted stays. @default false */
  deleting?: boolean
}

export function ImpactList({ impact, deleting = false }: ImpactListProps): ReactElement {
  const words = useDialogMessages()
  const stops = impact?.stops.length ? impact.stops : [words.stopsUsually]
  const deletes = impact?.deletes ?? []
  const stays = [...(impact?.keeps ?? []), ...(deleting ? [] : deletes)]
  const keeps = stays.length ? stays : [words.keepsUsually]
  return (
    <dl className="mooring-impact" aria-busy={impact === undefined}>
      <Part kind="stops" title={words.stops} items={stops} />
      <Part kind="keeps" title={words.keeps} items={keeps} />
      <Part kind="deletes" title={words.deletes} items={deleting ? deletes : []} />
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
      {[...new Set(items)].map((item) => (
        <dd key={item}>
          <bdi>{item}</bdi>
        </dd>
      ))}
    </div>
  )
}
