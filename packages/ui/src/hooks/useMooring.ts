// What every component and hook gets from the provider around it, once there is more than first paint; and modules that come when they are first wanted.
import type { ConnectionList } from '@mooring/contract'
import type { Speech } from '@mooring/messages/describe-connection'
import { en } from '@mooring/messages/en'
import { localeOf } from '@mooring/messages/locale'
import { type Messages, withOverrides } from '@mooring/messages/messages'
import { type Formats, formatsOf } from '@mooring/messages/times'
import { useEffect, useInsertionEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Flows } from '../authorization/flows.ts'
import type { Client } from '../client/client.ts'
import { createListIndex, type ListIndex } from '../client/list-index.ts'
import { StepPlaces } from '../components/connection-status/step-places.ts'
import { Announcer } from '../components/quick-books-provider/announcer.ts'
import { Ticker } from '../components/quick-books-provider/ticker.ts'
import { type Desk, type Root, useDesk } from './useDesk.ts'

/** What components share, for as long as the provider lasts. */
export interface PageParts {
  readonly flows: Flows
  readonly announcer: Announcer
  readonly ticker: Ticker
  readonly steps: StepPlaces
  /** What lies open over the page, the innermost last. */
  readonly layers: Set<object>
  /** A list looked through once for all components. */
  readonly indexOf: (list: ConnectionList) => ListIndex
}

export interface Mooring extends PageParts, Pick<Desk, 'queryClient' | 'list' | 'ownWords'> {
  readonly client: Client
  /** The words that can be on the page at once, the host's own ones among them. */
  readonly words: typeof en
  /** All words of another language than English, the host's own ones among them; null for English. */
  readonly book: Messages | null
  /** True while the words are on their way: until then space is kept, and nothing is said in English first. */
  readonly isMute: boolean
  readonly locale: string
  readonly formats: Formats
}

/** Makes what components share, once for a provider. */
export function partsOf(root: Root): PageParts {
  root.parts ??= {
    flows: new Flows({
      name: root.name,
      words: () => withOverrides(root.book ?? en, root.props().messages),
      onProblem: (problem) => root.props().onProblem?.(problem),
      mode: () => root.props().mode,
      attendant: () => root.attendant?.(),
    }),
    announcer: new Announcer(),
    ticker: new Ticker(() => (root.props().now ?? Date.now)()),
    steps: new StepPlaces(),
    layers: new Set(),
    indexOf: createListIndex(),
  }
  return root.parts
}

/** @throws Error outside a `QuickBooksProvider` */
export function useMooring(): Mooring {
  const desk = useDesk()
  desk.mooring ??= mooringOf(desk)
  return desk.mooring
}

function mooringOf(desk: Desk): Mooring {
  const { root, ownWords, page } = desk
  const book = desk.book ? withOverrides(desk.book, ownWords) : null
  const locale = localeOf(desk.locale)
  return {
    ...desk,
    ...partsOf(root),
    client: root.client,
    book,
    words: book ?? { ...withOverrides(en, ownWords), ...desk.firstWords },
    isMute: desk.book === undefined && page !== null,
    locale,
    formats: formatsOf(locale),
  }
}

/** The words, the locale and the time in which a component speaks. */
export function useSpeech(): Speech {
  const { words, locale, formats, ticker } = useMooring()
  return { words, locale, formats, now: useSyncExternalStore(ticker.subscribe, ticker.read, ticker.read) }
}

/**
 * A module of our own.
 * @param load imports the module; the same function at every render
 * @param wanted loading starts as soon as it is true
 * @param onMissing called where the module can't be had now; wanting it again tries again
 * @param isSaid whether the caller then says so in its own place, and the page's foot need not
 * @returns the module once it is here
 */
export function useModule<Module>(
  load: () => Promise<Module>,
  wanted: boolean,
  onMissing?: () => void,
  isSaid = false,
): Module | null {
  const { announcer } = useMooring()
  const [module, setModule] = useState<Module | null>(null)
  const needed = wanted && module === null
  const missing = useRef(() => {})
  useInsertionEffect(() => {
    missing.current = () => {
      if (!isSaid) announcer.lose(load, true)
      onMissing?.()
    }
  })
  useEffect(() => {
    let left = false
    if (needed) {
      load().then(
        (loaded) => {
          announcer.lose(load, false)
          if (!left) setModule(() => loaded)
        },
        () => left || missing.current(),
      )
    }
    return () => {
      left = true
    }
  }, [needed, load, announcer])
  return module
}
