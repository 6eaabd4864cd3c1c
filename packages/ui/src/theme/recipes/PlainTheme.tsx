// A host without any design system: a reset of its own, and a design far from ours.
import type { ReactElement, ReactNode } from 'react'
import recipe from '../../../../../docs/recipes/plain-css.css?raw'
import host from './plain-host.css?raw'
import { Stylesheets } from './Stylesheets.tsx'

const SHEETS = [host, recipe]

export function PlainTheme({ children }: { children: ReactNode }): ReactElement {
  return (
    <div className="ledger">
      <Stylesheets sheets={SHEETS} />
      <section className="ledger-entry">
        <h2>Stripe</h2>
        <p>Payments and payouts, every hour.</p>
        <p className="ledger-state">Connected as Harborline Ltd.</p>
        <button type="button" className="ledger-do">
          Sync now
        </button>{' '}
        <button type="button">Disconnect</button>
      </section>
      <div className="ledger-parts">{children}</div>
    </div>
  )
}
