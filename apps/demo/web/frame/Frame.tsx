// What is around every page: the product's name, the way around, who is signed in, and the demo's guide.
import { ConnectionNotifications } from '@mooring/ui'
import type { ReactNode } from 'react'
import { Guide } from '../guide/Guide.tsx'
import { Link, useRouter } from '../router.tsx'
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
      <Link href="/" pages="/connections/">
        Data Sources
      </Link>
      <Link href="/sync">Sync</Link>
      <Link href="/components">Components</Link>
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
          {role}, <span className="unbroken">{tenant.name}</span>
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
  const { go } = useRouter()
  return (
    <div className="frame">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="frame-side">
        <Wordmark />
        <Navigation hasSimulator={hasSimulator} />
        <Account />
      </header>
      <div className="frame-body">
        <div className="frame-bar">
          <Guide hasSimulator={hasSimulator} />
          <ConnectionNotifications className="frame-tray" onNavigate={({ id }) => go(`/connections/${id}`)} />
        </div>
        <main id="main" className="frame-main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}
