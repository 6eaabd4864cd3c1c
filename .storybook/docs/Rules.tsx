// What to do with a component and what not, side by side.
import type { PropsWithChildren, ReactElement } from 'react'
import './docs.css'

/** Has one `Do` and one `Dont` as children. */
export function Rules({ children }: PropsWithChildren): ReactElement {
  return <div className="rules">{children}</div>
}

/** A list of what suits the component. */
export function Do({ children }: PropsWithChildren): ReactElement {
  return (
    <section className="rule" data-kind="do">
      <h3 className="rule-title">
        <span aria-hidden="true">✓</span> Do
      </h3>
      {children}
    </section>
  )
}

/** A list of what goes wrong with it. */
export function Dont({ children }: PropsWithChildren): ReactElement {
  return (
    <section className="rule" data-kind="dont">
      <h3 className="rule-title">
        <span aria-hidden="true">✕</span> Don’t
      </h3>
      {children}
    </section>
  )
}
