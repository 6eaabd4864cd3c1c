// What every component and hook gets from the provider around it after first paint; and modules that are loaded on demand.
import type { Speech } from '@mooring/messages/describe-connection'
import { en } from '@mooring/messages/en'
import { localeOf } from '@mooring/messages/locale'
import { type Messages, withOverrides } from '@mooring/messages/messages'
import { type Formats, formatsOf } from '@mooring/messages/times'
import { useEffect, useInsertionEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Client } from '../core/client.ts'
import { memoize } from '../core/memoize.ts'
import { type MooringContextValue, useMooringContext } from '../provider/context.ts'
import { type SharedServices, servicesOf } from '../provider/services.ts'

export interface Mooring
  extends SharedServices,
    Pick<MooringContextValue, 'queryClient' | 'list' | 'overrides'> {
  readonly client: Client
  /** The messages that can be on the page at once, with the host's own. */
  readonly words: typeof en
  /** All messages of another language than English, with the host's own; null for English. */
  readonly translation: Messages | null
  /** True until the messages are loaded: space is reserved meanwhile, and nothing is said in English first. */
  readonly isLocaleLoading: boolean
  readonly locale: string
  readonly formats: Formats
}

/** @throws Error outside a `QuickBooksProvider` */
export const useMooring = (): Mooring => mooringOf(useMooringContext())

/** Put together once for all components. */
const mooringOf = memoize((context: MooringContextValue): Mooring => {
  const { instance, overrides, lazy } = context
  const translation = context.translation ? withOverrides(context.translation, overrides) : null
  const locale = localeOf(context.locale)
  return {
    ...context,
    ...servicesOf(instance),
    client: instance.client,
    translation,
    words: translation ?? { ...withOverrides(en, overrides), ...context.firstWords },
    isLocaleLoading: context.translation === undefined && lazy !== null,
    locale,
    formats: formatsOf(locale),
  }
})

/** The messages, the locale and the time of what a component says. */
export function useSpeech(): Speech {
  const { words, locale, formats, clock } = useMooring()
  return { words, locale, formats, now: useSyncExternalStore(clock.subscribe, clock.read, clock.read) }
}

/**
 * A module of the kit that is loaded when it is first wanted. It is in this file because nearly all that uses it uses `useMooring` too: apart
 * they would be two chunks.
 * @param load imports the module; the same function at every render
 * @param wanted loading starts as soon as it is true
 * @param onLoadError called where the module can't be loaded now; wanting it again tries again
 * @param isReported whether the caller says so itself, so that the foot of the page need not
 * @returns the module once it is loaded
 */
export function useLazyModule<Module>(
  load: () => Promise<Module>,
  wanted: boolean,
  onLoadError?: () => void,
  isReported = false,
): Module | null {
  const { announcer } = useMooring()
  const [module, setModule] = useState<Module | null>(null)
  const needed = wanted && module === null
  const failed = useRef(() => {})
  useInsertionEffect(() => {
    failed.current = () => {
      if (!isReported) announcer.setLoadFailed(load, true)
      onLoadError?.()
    }
  })
  useEffect(() => {
    let left = false
    if (needed) {
      load().then(
        (loaded) => {
          announcer.setLoadFailed(load, false)
          if (!left) setModule(() => loaded)
        },
        () => left || failed.current(),
      )
    }
    return () => {
      left = true
    }
  }, [needed, load, announcer])
  return module
}
