'use client'
// The people who have a right, each with a way to reach them; loaded on demand.
import type { AskableRight, Person } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useConnections } from '../../hooks/useConnections.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { Link } from '../button/Button.tsx'

/** More names than these help nobody to decide. */
const MOST = 3

/** Renders nothing where the host names nobody. */
export function RightHolders({ right }: { right: AskableRight }): ReactElement | null {
  const { locale } = useMooring()
  const people = useConnections().whoCan[right]?.slice(0, MOST) ?? []
  if (people.length === 0) return null
  const places = Object.keys(people)
  const list = new Intl.ListFormat(locale, { type: 'unit' }).formatToParts(places)
  return (
    <span className="mooring-holders">
      {' '}
      {list.map(({ type, value }) => {
        const person = type === 'element' && people[Number(value)]
        return person ? <Holder key={value} {...person} /> : value
      })}
    </span>
  )
}

function Holder({ displayName, contact }: Person): ReactElement {
  const words = useWordsOnDemand()
  const address = contact && addressOf(contact, words.handOver)
  if (!contact) return <bdi>{displayName}</bdi>
  return address ? (
    <Link className="mooring-link" href={address}>
      <bdi>{displayName}</bdi>
    </Link>
  ) : (
    <span>
      <bdi>{displayName}</bdi> (<bdi>{contact}</bdi>)
    </span>
  )
}

/** A letter that hands this page over, or the host's own page; null where the contact is neither. */
function addressOf(contact: string, subject: string): string | null {
  if (/^[^\s@/:?&]+@[^\s@/:?&]+$/.test(contact)) {
    return `mailto:${contact}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(location.href)}`
  }
  return /^https?:\/\//.test(contact) ? contact : null
}
