// Loads the lazy bundle, starts its subscriptions, and stops them when the provider is unmounted.
import type { AttemptTracker } from '../core/authorization/authorization-session.ts'
import type { LazyComponents, SubscriptionOptions, Subscriptions } from './lazy-components.ts'

/** How soon a bundle that could not be loaded is asked for again (ms). */
const LOAD_AGAIN_MS = 10_000

export interface LazyBundleLoader {
  /** Rejects where the bundle can't be loaded now; another call tries again. */
  tracker(): Promise<AttemptTracker>
  stop(): void
}

/** @param onLoaded called with the components, or with null each time that they can't be loaded */
export function loadLazyBundle(
  options: SubscriptionOptions,
  onLoaded: (lazy: LazyComponents | null) => void,
): LazyBundleLoader {
  let loading: Promise<Subscriptions> | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const load = async (): Promise<Subscriptions> => {
    const lazy = await import('./lazy-bundle.ts').then(
      ({ bundle }) => bundle,
      (cause) => {
        if (!stopped) onLoaded(null)
        throw cause
      },
    )
    if (!stopped) onLoaded(lazy)
    // Attempts that are found going on are shown by components: before these are on the page nothing would show them.
    await options.instance.ready
    if (stopped) throw new Error('The provider is gone.')
    return lazy.subscribe(options)
  }
  const get = (): Promise<Subscriptions> => {
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
    tracker: async () => (await get()).tracker,
    stop() {
      stopped = true
      clearTimeout(again)
      loading?.then((subscriptions) => subscriptions.stop()).catch(() => {})
    },
  }
}
