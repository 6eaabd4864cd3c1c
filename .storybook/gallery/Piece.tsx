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
      <Harbor key={locale} scenario={state.parameters.mooring} locale={locale}>
        {children}
      </Harbor>
    </article>
  )
}

interface FrameProps {
  name: string
  /** A story to show, by its id. */
  story: string
  /** In px. */
  height: number
  globals: Record<string, unknown>
}

/** A dialog takes its whole page: each has a page of its own here. */
export function Frame({ name, story, height, globals }: FrameProps): ReactElement {
  const toolbar = ['theme', 'locale', 'direction'].map((key) => `${key}:${globals[key]}`).join(';')
  return (
    <article className="gallery-piece">
      <h3>{name}</h3>
      <iframe
        title={name}
        loading="lazy"
        height={height}
        src={`iframe.html?viewMode=story&id=${story}&globals=${encodeURIComponent(toolbar)}`}
      />
    </article>
  )
}
