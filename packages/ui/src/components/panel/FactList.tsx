'use client'
// Names and their values; what is not known is left out.
import type { ReactElement } from 'react'

interface FactListProps {
  /** Each a name and its value. */
  facts: readonly (readonly [name: string, value: string | null | undefined])[]
}

export function FactList({ facts }: FactListProps): ReactElement {
  return (
    <dl className="mooring-facts">
      {facts.map(([name, value]) => (
        <div key={name} hidden={!value}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
