// What needs a person: a banner where the work is, and a tray on every page.
import type { Action, Connection } from '@mooring/contract'
import { useConnections } from '@mooring/ui'
import type { KeyboardEvent } from 'react'
import { Link, usePlace } from '../router.tsx'

const WORDS: Partial<Record<NonNullable<Action>, string>> = {
  confirm_company: 'waits to be confirmed',
  reauthorize: 'needs to be re-authorized',
  contact_admin: 'needs one of its QuickBooks admins',
  contact_support: 'needs our support',
  fix_configuration: 'needs our support',
}

interface Attention {
  connection: Connection
  sentence: string
}

/** The connections that wait for a person. One that Mooring repairs by itself is not among them. */
function useAttention(): Attention[] {
  return useConnections().connections.flatMap((connection) => {
    const words = connection.action && WORDS[connection.action]
    return words ? [{ connection, sentence: `${connection.company.name ?? 'A company'} ${words}.` }] : []
  })
}

function Items({ items }: { items: Attention[] }) {
  return (
    <ul>
      {items.map(({ connection, sentence }) => (
        <li key={connection.id}>
          {sentence} <Link href={`/connections/${connection.id}`}>See what to do</Link>
        </li>
      ))}
    </ul>
  )
}

/** Above the list of data sources, while something waits. */
export function AttentionBanner() {
  const items = useAttention()
  if (items.length === 0) return null
  return (
    <section className="banner" aria-label="Needs attention">
      <Items items={items} />
    </section>
  )
}

/** In the frame, on every page. */
export function AttentionTray() {
  const items = useAttention()
  const { path } = usePlace()
  const close = ({ key, currentTarget }: KeyboardEvent<HTMLDetailsElement>) => {
    if (key === 'Escape') currentTarget.open = false
  }
  return (
    // A new page begins with it closed.
    <details key={path} className="tray" onKeyDown={close}>
      <summary aria-label={`Notifications, ${items.length}`}>
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <path d="M5 8a5 5 0 0 1 10 0v3l1.5 3h-13L5 11ZM8 16.5a2 2 0 0 0 4 0" />
        </svg>
        {items.length > 0 && <span>{items.length}</span>}
      </summary>
      <div className="card">{items.length > 0 ? <Items items={items} /> : <p>Nothing needs you now.</p>}</div>
    </details>
  )
}
