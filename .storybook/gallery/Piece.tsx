// One piece of the gallery: a component in a state of its own, under its name.
import type { ReactElement, ReactNode } from 'react'
import { Harbor } from '../Harbor.tsx'
import type { State } from '../scenario.ts'

interface PieceProps {
  name: string
  state: State
  locale: string
  children: ReactNode
}

export function Piece({ name, state, locale, children }: PieceProps): ReactElement {
  return (
    <article className="gallery-piece">
      <h3>{name}</h3>
      <Harbor scenario={state.parameters.mooring} locale={locale}>
        {children}
      </Harbor>
    </article>
  )
}
