'use client'
// The provider: what all components on a page have together.
import type { Attempt } from '@mooring/contract'
import { enFirst } from '@mooring/messages/en-first'
import { isEnglish } from '@mooring/messages/locale'
import { withOverrides } from '@mooring/messages/messages'
import { QueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useInsertionEffect, useMemo, useRef, useState } from 'react'
import { createClient } from '../../client/client.ts'
import { connectionList } from '../../client/connection-list.ts'
import { type Desk, DeskContext, type Root } from '../../hooks/useDesk.ts'
import type { QuickBooksProviderProps } from './quick-books-provider-props.ts'
import { runPage } from './run-page.ts'

/** The room of a word, until the word is here. */
const silent = { ...enFirst, loading: '\u00a0' }

/** It reads the props in force when it needs them. */
function createRoot(name: string, props: () => QuickBooksProviderProps): Root {
  let show = () => {}
  const shown = new Promise<void>((resolve) => {
    show = resolve
  })
  const root: Root = {
    ...{ name, props, shown, show },
    client: createClient(() => ({
      ...props(),
      words: withOverrides(root.book ?? enFirst, props().messages),
    })),
    ownClient: new QueryClient(),
    attendant: null,
    boards: 0,
    book: isEnglish(props().locale) ? null : undefined,
  }
  return root
}

/** Where the adapter is mounted, whether the host ends it with a slash or not. */
const withoutEnd = (basePath: string) => basePath.replace(/\/+$/, '')

function useRoot(props: QuickBooksProviderProps): Root {
  const name = `mooring${useId()}`
  const inForce = { ...props, basePath: withoutEnd(props.basePath) }
  const latest = useRef(inForce)
  // Before any effect of the children, which may call already.
  useInsertionEffect(() => {
    latest.current = inForce
  })
  const [root] = useState(() => createRoot(name, () => latest.current))
  return root
}

/**
 * Gives the components inside it their connections, words and live updates; give it a `key` of the tenant's where that can change.
 * It renders no element around its children and leaves the host's own query client alone.
 */
export function QuickBooksProvider(props: QuickBooksProviderProps): ReactNode {
  const { queryClient: hostClient, messages, locale, slots, children } = props
  const basePath = withoutEnd(props.basePath)
  const root = useRoot(props)
  const queryClient = hostClient ?? root.ownClient
  const [page, setPage] = useState<Desk['page']>()
  const [book, setBook] = useState(root.book)
  const list = useMemo(() => {
    const takeUp = async (attempts: readonly Attempt[]) => {
      // Without the module that follows them nothing is taken up, and nothing could be started either.
      const attendant = await root.attendant?.().catch(() => null)
      attendant?.adopt(attempts)
    }
    return connectionList({ client: root.client, scope: [basePath, root.name], takeUp })
  }, [root, basePath])
  const desk = useMemo<Desk>(() => {
    const firstWords = withOverrides(book ?? (book === null ? enFirst : silent), messages)
    return { root, queryClient, list, page, book, firstWords, ownWords: messages, locale, slots }
  }, [root, queryClient, list, page, book, messages, locale, slots])

  useEffect(() => {
    const running = runPage({ root, list, queryClient, chance: Math.random }, setPage)
    root.attendant = running.attendant
    // Effects of the children come before.
    if (!root.boards) void queryClient.prefetchQuery(list)
    return () => {
      root.attendant = null
      running.stop()
    }
  }, [root, list, queryClient])

  return (
    <DeskContext.Provider value={desk}>
      {children}
      {page && <page.PageOutlet onBook={setBook} />}
    </DeskContext.Provider>
  )
}
