// A story in a page of its own inside this one, as the toolbar says: for what takes a whole page, as dialogs do.
import type { ReactElement } from 'react'

const TOOLBAR = ['theme', 'locale', 'direction', 'zoom', 'scenario']

interface FrameProps {
  title: string
  /** A story's id. */
  story: string
  /** In px. */
  height: number
  globals: Readonly<Record<string, unknown>>
}

export function Frame({ title, story, height, globals }: FrameProps): ReactElement {
  const choices = TOOLBAR.filter((name) => name in globals).map((name) => `${name}:${globals[name]}`)
  return (
    <iframe
      className="frame"
      title={title}
      loading="lazy"
      height={height}
      src={`iframe.html?viewMode=story&id=${story}&globals=${encodeURIComponent(choices.join(';'))}`}
    />
  )
}
