// What the toolbar says, for what is in docs pages beside the stories.
import { useEffect, useState } from 'react'
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events'
import { addons } from 'storybook/preview-api'

/** The toolbar's choices by name. */
export type Globals = Readonly<Record<string, unknown>>

interface GlobalsEvent {
  globals: Globals
}

/** Follows the toolbar. */
export function useGlobals(): Globals {
  const channel = addons.getChannel()
  const [globals, setGlobals] = useState<Globals>(() => {
    const [event]: GlobalsEvent[] = channel.last(GLOBALS_UPDATED) ?? channel.last(SET_GLOBALS) ?? []
    return event?.globals ?? {}
  })
  useEffect(() => {
    const follow = (event: GlobalsEvent) => setGlobals(event.globals)
    channel.on(GLOBALS_UPDATED, follow)
    return () => channel.off(GLOBALS_UPDATED, follow)
  }, [channel])
  return globals
}
