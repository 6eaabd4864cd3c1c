'use client'
import { directionOf } from '@mooring/messages/direction'
// An authorization that nothing on the page shows, at the page's foot; loaded on demand.
import { type ReactElement, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import {
  type AuthorizationSession,
  FALLBACK_OWNER,
  NEW_CONNECTION,
} from '../../core/authorization/authorization-session.ts'
import { authorizeWith } from '../../core/authorization/authorize.ts'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { AuthorizationProgress } from '../error-message/ErrorMessage.tsx'
import { giveFocusBack } from '../layer/focus-home.ts'
import { Layer } from '../layer/Layer.tsx'
import { focused } from '../layer/reach.ts'

export function FallbackFlow({ flow }: { flow: AuthorizationSession }): ReactElement {
  const { flows } = useMooring()
  const words = useComponentMessages()
  const { connection } = useConnection(flow.target.connectionId ?? null)
  const name = connection?.company.name ?? words.quickBooks
  const key = flow.keys[0] ?? NEW_CONNECTION
  const authorize = authorizeWith(flows, flow, () => ({
    key,
    initiator: FALLBACK_OWNER,
    target: flow.target,
  }))
  return (
    <Layer>
      <Foot name={name} connectionId={flow.target.connectionId}>
        <strong className="mooring-company">
          <bdi>{name}</bdi>
        </strong>
        <AuthorizationProgress flow={authorize} />
      </Foot>
    </Layer>
  )
}

interface FootProps {
  name: string
  connectionId: string | undefined
  children: ReactNode
}

/** Over everything else where it is in a host's modal. */
function Foot({ name, connectionId, children }: FootProps): ReactElement {
  const { locale, singletons } = useMooring()
  const foot = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const section = foot.current
    const origin = section?.parentNode ?? null
    return () => {
      if (!section?.contains(focused())) return
      queueMicrotask(() => giveFocusBack({ before: null, connectionId, singletons, origin }))
    }
  }, [connectionId, singletons])
  useEffect(() => {
    const section = foot.current
    if (!section?.showPopover || section.parentNode === document.body) return
    section.popover = 'manual'
    section.showPopover()
  }, [])
  return (
    <section ref={foot} className="mooring mooring-page-flow" aria-label={name} dir={directionOf(locale)}>
      {children}
    </section>
  )
}
