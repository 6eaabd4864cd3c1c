// Loads what a page has beyond first paint, keeps it at work, and lets go of it when the provider leaves.
import type { Attendant } from '../../authorization/flows.ts'
import type { Background, BackgroundOptions } from './background.ts'

/** The parts of a page that come after first paint. */
export type Page = typeof import('./page.ts').page

/** How soon a module that could not be loaded is asked for again (ms). */
const LOAD_AGAIN_MS = 10_000

export interface RunningPage {
  /** Rejects where the parts can't be loaded now; another call tries again. */
  attendant(): Promise<Attendant>
  stop(): void
}

/** @param onPage told the parts, or null each time they can't be had */
export function runPage(options: BackgroundOptions, onPage: (page: Page | null) => void): RunningPage {
  let loading: Promise<Background> | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const load = async (): Promise<Background> => {
    const page = await import('./page.ts').then(
      ({ page }) => page,
      (cause) => {
        if (!stopped) onPage(null)
        throw cause
      },
    )
    if (!stopped) onPage(page)
    // Attempts that are found going on are shown by what is on the page: before that there would be nobody to tell.
    await options.root.shown
    if (stopped) throw new Error('The provider is gone.')
    return page.startBackground(options)
  }
  const get = (): Promise<Background> => {
    clearTimeout(again)
    loading ??= load().catch((cause) => {
      loading = null
      if (!stopped) again = setTimeout(() => void get().catch(() => {}), LOAD_AGAIN_MS)
      throw cause
    })
    return loading
  }
  get().catch(() => {})

  return {
    attendant: async () => (await get()).attendant,
    stop() {
      stopped = true
      clearTimeout(again)
      loading?.then((background) => background.stop()).catch(() => {})
    },
  }
}
