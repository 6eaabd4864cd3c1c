'use client'
import type { Attempt, Problem } from '@mooring/contract'
// The provider: what all components on a page have together.
import { QueryClient } from '@tanstack/react-query'
import {
  type MutableRefObject,
  type ReactNode,
  useEffect,
  useId,
  useInsertionEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Flows } from '../../authorization/flows.ts'
import { createClient, type HeadersSource } from '../../client/client.ts'
import { connectionList, createListIndex } from '../../client/connection-list.ts'
import { type Mooring, MooringContext } from '../../hooks/useMooring.ts'
import { en } from '../../messages/en.ts'
import { type MessageOverrides, withOverrides } from '../../messages/messages.ts'
import { Announcer } from './announcer.ts'
import { PageOutlet } from './PageOutlet.tsx'
import { runBackground } from './run-background.ts'
import { Ticker } from './ticker.ts'

export interface QuickBooksProviderProps {
  /** Where the adapter is mounted: a path, or an address with another origin. */
  basePath: string
  /** The host's query client, to have one cache. @default one of its own, which the host's hooks don't see */
  queryClient?: QueryClient
  /** What fetches. @default the browser's fetch */
  fetch?: typeof fetch
  /** Headers of each call, as a value or as a function that may be async: for bearer tokens. */
  headers?: HeadersSource
  /** The host's own words, each a string or a function. @default English */
  messages?: MessageOverrides
  /** For dates and times, as a BCP 47 tag. @default the browser's */
  locale?: string
  /** Called once for each failure of an authorization or of an action. */
  onProblem?: (problem: Problem) => void
  /** The clock by which "4 minutes ago" is told, in ms since epoch. @default Date.now */
  now?: () => number
  children?: ReactNode
}

type LatestProps = MutableRefObject<QuickBooksProviderProps>

/** What lasts as long as the provider; it reads the props in force when it needs them. */
function createDesk(latest: LatestProps, name: string) {
  const words = () => withOverrides(en, latest.current.messages)
  return {
    client: createClient(() => ({ ...latest.current, words: words() })),
    flows: new Flows({ name, words, onProblem: (problem) => latest.current.onProblem?.(problem) }),
    indexOf: createListIndex(),
    announcer: new Announcer(),
    ticker: new Ticker(() => (latest.current.now ?? Date.now)()),
    ownClient: new QueryClient(),
  }
}

function useLatest<Value>(value: Value): MutableRefObject<Value> {
  const latest = useRef(value)
  // Before any effect of the children, which may call already.
  useInsertionEffect(() => {
    latest.current = value
  })
  return latest
}

/**
 * Gives the components inside it their connections, words and live updates; give it a `key` of the tenant's where that can change.
 * It renders no element around its children and leaves the host's own query client alone.
 */
export function QuickBooksProvider(props: QuickBooksProviderProps): ReactNode {
  const { basePath, queryClient: hostClient, messages, locale, children } = props
  const id = useId()
  const latest = useLatest(props)
  const [desk] = useState(() => createDesk(latest, `mooring${id}`))
  const { client, flows, indexOf, announcer, ticker, ownClient } = desk
  const queryClient = hostClient ?? ownClient
  const list = useMemo(() => {
    const takeUp = async (attempts: readonly Attempt[]) => {
      // Without the module that follows them nothing is taken up, and nothing could be started either.
      const attendant = await flows.attendant?.().catch(() => null)
      attendant?.adopt(attempts)
    }
    return connectionList({ client, scope: [basePath, id], takeUp })
  }, [client, flows, basePath, id])
  const mooring = useMemo<Mooring>(() => {
    const words = withOverrides(en, messages)
    return { client, flows, indexOf, announcer, ticker, queryClient, list, words, ownWords: messages, locale }
  }, [client, flows, indexOf, announcer, ticker, queryClient, list, messages, locale])

  useEffect(() => {
    const running = runBackground({
      mooring: { client, flows, queryClient, list },
      basePath: () => latest.current.basePath,
      chance: Math.random,
    })
    flows.attendant = running.attendant
    return () => {
      flows.attendant = null
      running.stop()
    }
  }, [client, flows, queryClient, list, latest])

  return (
    <MooringContext.Provider value={mooring}>
      {children}
      <PageOutlet />
    </MooringContext.Provider>
  )
}
