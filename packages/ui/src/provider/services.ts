// What the components of a page share, created once for a provider when the first of them asks for it.
import { en } from '@mooring/messages/en'
import { withOverrides } from '@mooring/messages/messages'
import { Announcer } from '../core/announcer.ts'
import { AuthorizationStore } from '../core/authorization/authorization-store.ts'
import { Clock } from '../core/clock.ts'
import { memoize } from '../core/memoize.ts'
import { SingletonSlots } from '../core/singleton-slots.ts'
import type { ProviderInstance } from './provider-instance.ts'

export interface SharedServices {
  readonly flows: AuthorizationStore
  readonly announcer: Announcer
  readonly clock: Clock
  readonly singletons: SingletonSlots
  /** What is open over the page, the innermost last. */
  readonly layers: Set<object>
}

export const servicesOf = memoize(
  (instance: ProviderInstance): SharedServices => ({
    flows: new AuthorizationStore({
      name: instance.name,
      words: () => withOverrides(instance.translation ?? en, instance.props().messages),
      onProblem: (problem) => instance.props().onProblem?.(problem),
      mode: () => instance.props().mode,
      tracker: () => instance.tracker?.(),
    }),
    announcer: new Announcer(),
    clock: new Clock(() => (instance.props().now ?? Date.now)()),
    singletons: new SingletonSlots(),
    layers: new Set(),
  }),
)
