'use client'
// What a provider adds at the end of the page: one live region, the dialogs that outcomes ask for, and what nothing else shows.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import {
  type ReactElement,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { createPortal } from 'react-dom'
import { FALLBACK_OWNER } from '../../core/authorization/authorization-session.ts'
import { dropStepLink, readStepLink } from '../../core/authorization/step-link.ts'
import { onListAskedFor } from '../../core/list-asked-for.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useLanguage } from '../../hooks/useLanguage.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { useMooringContext } from '../../provider/context.ts'
import type { GlobalUiProps } from '../../provider/lazy-components.ts'
import { LoadError } from '../error-message/LoadError.tsx'

const loadParts = () => import('./authorization-parts.ts')
const loadReach = () => import('../layer/reach.ts')

/** What makes a page around a modal silent. */
const SILENT = '[inert], [aria-hidden="true"], body:has(dialog[open]) *'

/** At the end of the page's body, so that the host's own layout has no more elements than it wrote. On a server there is none. */
export function GlobalUi({ onTranslation }: GlobalUiProps): ReactNode {
  useLanguage(onTranslation)
  const { instance } = useMooringContext()
  useEffect(() => instance.markReady(), [instance])
  const { flows, clock } = useMooring()
  // The host's clock may have jumped since.
  useEffect(() => clock.catchUp())
  const prompt = useSyncExternalStore(flows.subscribe, flows.prompt)
  const flow = useSyncExternalStore(flows.subscribe, () => flows.ownedBy(FALLBACK_OWNER))
  const isUnderWay = useSyncExternalStore(flows.subscribe, () => flows.active().length > 0)
  // What an outcome may ask is loaded before it comes: by then the server may be away.
  const parts = useLazyModule(loadParts, isUnderWay || prompt !== null || flow !== null)
  useEffect(() => void parts?.loadPanels().catch(() => {}), [parts])
  return (
    <>
      <LiveRegion />
      <Followed />
      {createPortal(
        <>
          <LoadFailure />
          {flow && parts && <parts.FallbackFlow flow={flow} />}
          {prompt && parts && <parts.PromptDialog prompt={prompt} />}
        </>,
        document.body,
      )}
    </>
  )
}

/** What the page says of its connections, once something on it has asked for them; a link to a step asks by itself. */
function Followed(): ReactNode {
  const { list, queryClient } = useMooring()
  const [isAsked, setAsked] = useState(() => readStepLink() !== null)
  useEffect(() => onListAskedFor(queryClient, list, () => setAsked(true)), [queryClient, list])
  return isAsked && <Following />
}

function Following(): null {
  useAnnouncedChanges()
  useLinkedStep()
  return null
}

/** It moves into a host's modal that would silence it, as soon as the focus is in there. */
function LiveRegion(): ReactElement {
  const { announcer } = useMooring()
  const said = useSyncExternalStore(announcer.subscribe, announcer.read)
  const region = useRef<HTMLDivElement>(null)
  const [container, setContainer] = useState<Element | ShadowRoot>(document.body)
  const { count } = said
  useLayoutEffect(() => {
    const settle = async () => {
      const own = region.current
      if (!own || (own.isConnected && !own.closest(SILENT))) return
      const { isHeard, containerFor } = await loadReach()
      if (!isHeard(own)) setContainer(containerFor(null))
    }
    const onFocus = () => void settle().catch(() => {})
    if (count) onFocus()
    document.addEventListener('focusin', onFocus)
    return () => document.removeEventListener('focusin', onFocus)
  }, [count])
  return createPortal(
    // Named as live too: libraries that hide a page behind a modal leave that alone.
    <div ref={region} className="mooring mooring-live" role="status" aria-live="polite">
      <span key={count}>{said.text}</span>
    </div>,
    container,
  )
}

/** What is said where a part of the kit can't be had. */
function LoadFailure(): ReactNode {
  const { announcer } = useMooring()
  const isLost = useSyncExternalStore(announcer.subscribe, announcer.hasLoadFailed)
  return (
    isLost && (
      <div className="mooring mooring-page-flow">
        <LoadError />
      </div>
    )
  )
}

/** Opens the dialog that the page's address asks for, once it is known what there is. The menu opens itself. */
function useLinkedStep(): void {
  const { connections, isLoading, problem } = useConnections()
  const { flows } = useMooring()
  useEffect(() => {
    const link = readStepLink()
    if (!link || isLoading || problem) return
    const isThere = connections.some(({ id }) => id === link.connectionId)
    if (isThere && link.step === 'menu') return
    dropStepLink()
    const { connectionId, step } = link
    if (isThere && step !== 'menu') flows.openPrompt({ kind: 'step', connectionId, step, target: {} })
  }, [connections, isLoading, problem, flows])
}

const stateOf = ({ status, reason }: Connection) => `${status} ${reason}`
const isRevokeQueued = ({ disconnect }: Connection) => disconnect?.revoke === 'queued'

/** Says each connection's change of status once; what the page began with is no change. */
function useAnnouncedChanges(): void {
  const { connections, isLoading, problem } = useConnections()
  const mooring = useMooring()
  const before = useRef<Map<string, Connection> | null>(null)
  useEffect(() => {
    // What can't be read just now is not known to be gone.
    if (isLoading || problem) return
    const known = before.current
    before.current = new Map(connections.map((connection) => [connection.id, connection]))
    const changed = connections.filter((one) => {
      const last = known?.get(one.id)
      // That QuickBooks could not be reached for a revoke may turn out after the disconnect.
      return (
        known && (!last || stateOf(last) !== stateOf(one) || (isRevokeQueued(one) && !isRevokeQueued(last)))
      )
    })
    const speech = { ...mooring, now: mooring.clock.read() }
    const texts = changed.map((one) => {
      const { headline, detail } = describeConnection(one, speech)
      return isRevokeQueued(one) ? `${headline} ${detail}` : headline
    })
    if (texts.length) mooring.announcer.announce(texts.join(' '))
  }, [connections, isLoading, problem, mooring])
}
