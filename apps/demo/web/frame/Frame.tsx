// What stands around every page: the product's name, the way around, and who is signed in.
import { ConnectionNotifications } from '@mooring/ui'
import type { ReactNode } from 'react'
import { Link, usePlace } from '../router.tsx'
import { signOut, usePerson } from '../session.ts'
import { Wordmark } from './Wordmark.tsx'

const initials = (name: string) =>
  name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('')

function Navigation({ hasSimulator }: { hasSimulator: boolean }) {
  const { permissions } = usePerson()
  return (
    <nav className="frame-nav" aria-label="Main">
      <Link href="/">Data Sources</Link>
      <Link href="/sync">Sync</Link>
      {permissions.includes('operate') && <Link href="/operations">Operations</Link>}
      {hasSimulator && <Link href="/simulator">Simulator</Link>}
    </nav>
  )
}

function Account() {
  const { name, role, tenant } = usePerson()
  return (
    <div className="frame-account">
      <span className="avatar" aria-hidden="true">
        {initials(name)}
      </span>
      <p>
        <strong>{name}</strong>
        <span>
          {role}, {tenant.name}
        </span>
      </p>
      <button type="button" className="quiet" onClick={() => void signOut()}>
        Sign out
      </button>
    </div>
  )
}

/** The frame. */
export function Frame({ hasSimulator, children }: { hasSimulator: boolean; children: ReactNode }) {
  const { go } = usePlace()
  return (
    <div className="frame">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="frame-side">
        <div className="frame-top">
          <Wordmark />
          <ConnectionNotifications className="frame-tray" onNavigate={({ id }) => go(`/connections/${id}`)} />
        </div>
        <Navigation hasSimulator={hasSimulator} />
        <Account />
      </header>
      <main id="main" className="frame-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
