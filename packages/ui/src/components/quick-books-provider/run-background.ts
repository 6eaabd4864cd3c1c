// Loads what works in the background, and lets go of it when the provider leaves.
import type { Attendant } from '../../authorization/flows.ts'
import type { Background, BackgroundOptions } from './background.ts'

/** How soon a module that could not be loaded is asked for again (ms). */
const LOAD_AGAIN_MS = 10_000

export interface RunningBackground {
  /** Rejects where its module can't be loaded now; another call tries again. */
  attendant(): Promise<Attendant>
  stop(): void
}

export function runBackground(options: BackgroundOptions): RunningBackground {
  let loading: Promise<Background> | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const load = async (): Promise<Background> => {
    const { startBackground } = await import('./background.ts')
    if (stopped) throw new Error('The provider is gone.')
    return startBackground(options)
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
