'use client'
// The people who have a right, each with a way to reach them; loaded on demand.
import type { AskableRight, Person } from '@mooring/contract'
import { Fragment, type ReactElement } from 'react'
import { useConnections } from '../../hooks/useConnections.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'

/** More names than these help nobody to decide. */
const MOST = 3

/** Renders nothing where the host names nobody. */
export function RightHolders({ right }: { right: AskableRight }): ReactElement | null {
  const people = useConnections().whoCan[right]?.slice(0, MOST) ?? []
  if (people.length === 0) return null
  return (
    <span className="mooring-holders">
      {people.map((person, at) => (
        <Fragment key={`${person.displayName} ${person.contact}`}>
          {at === 0 ? ' ' : ', '}
          <Holder {...person} />
        </Fragment>
      ))}
    </span>
  )
}

function Holder({ displayName, contact }: Person): ReactElement {
  const words = useWordsOnDemand()
  const address = contact && addressOf(contact, words.handOver)
  if (!contact) return <span>{displayName}</span>
  return address ? (
    <a href={address}>{displayName}</a>
  ) : (
    <span>
      {displayName} ({contact})
    </span>
  )
}

/** A letter that hands this page over, or the host's own page; null where the contact is neither. */
function addressOf(contact: string, subject: string): string | null {
  if (/^[^\s@/:?&]+@[^\s@/:?&]+$/.test(contact)) {
    return `mailto:${contact}?${new URLSearchParams({ subject, body: location.href }).toString().replaceAll('+', '%20')}`
  }
  return /^https?:\/\//.test(contact) ? contact : null
}
