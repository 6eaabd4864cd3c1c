'use client'
// The provider: what all components on a page have together.
import type { Attempt } from '@mooring/contract'
import { enFirst } from '@mooring/messages/en-first'
import { withOverrides } from '@mooring/messages/messages'
import { type ReactNode, useEffect, useId, useInsertionEffect, useMemo, useRef, useState } from 'react'
import { connectionList } from '../core/connection-list.ts'
import { MooringContext, type MooringContextValue } from './context.ts'
import { loadLazyBundle } from './load-lazy-bundle.ts'
import { createInstance } from './provider-instance.ts'
import type { QuickBooksProviderProps } from './quick-books-provider-props.ts'

/** The space of a word whose language is still being loaded. */
const placeholders = { ...enFirst, loading: '\u00a0' }

/**
 * Gives the components inside it their connections, words and live updates; give it a `key` of the tenant's where that can change.
 * It renders no element around its children and leaves the host's own query client alone.
 */
export function QuickBooksProvider(props: QuickBooksProviderProps): ReactNode {
  const { queryClient: hostClient, messages: overrides, locale, slots, children } = props
  // Whether the host ends it with a slash or not.
  const basePath = props.basePath.replace(/\/+$/, '')
  const inForce = { ...props, basePath }
  const latest = useRef(inForce)
  // Before any effect of the children, which may call already.
  useInsertionEffect(() => {
    latest.current = inForce
  })
  const name = `mooring${useId()}`
  const [instance] = useState(() => createInstance(name, () => latest.current))
  const queryClient = hostClient ?? instance.ownClient
  const [lazy, setLazy] = useState<MooringContextValue['lazy']>()
  const [translation, setTranslation] = useState(instance.translation)
  const list = useMemo(() => {
    const restore = async (attempts: readonly Attempt[]) => {
      // Without the module that follows them nothing is restored, and nothing could be started either.
      const tracker = await instance.tracker?.().catch(() => null)
      tracker?.restore(attempts)
    }
    return connectionList({ client: instance.client, scope: [basePath, instance.name], restore })
  }, [instance, basePath])
  const value = useMemo<MooringContextValue>(() => {
    const messages = translation ?? (translation === null ? enFirst : placeholders)
    const firstWords = withOverrides(messages, overrides)
    return { instance, queryClient, list, lazy, translation, firstWords, overrides, locale, slots }
  }, [instance, queryClient, list, lazy, translation, overrides, locale, slots])

  useEffect(() => {
    const loader = loadLazyBundle({ instance, list, queryClient, chance: Math.random }, setLazy)
    instance.tracker = loader.tracker
    return () => {
      instance.tracker = null
      loader.stop()
    }
  }, [instance, list, queryClient])

  return (
    <MooringContext.Provider value={value}>
      {children}
      {lazy && <lazy.GlobalUi onTranslation={setTranslation} />}
    </MooringContext.Provider>
  )
}
