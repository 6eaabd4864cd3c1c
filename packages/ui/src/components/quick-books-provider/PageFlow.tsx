'use client'
import { directionOf } from '@mooring/messages/direction'
// An authorization that nothing on the page shows, at the page's foot; loaded on demand.
import { type ReactElement, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { type Flow, NEW_CONNECTION, PAGE } from '../../authorization/flow.ts'
import { authorizeWith } from '../../hooks/useAuthorize.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfComponents } from '../../hooks/useWordsOfComponents.ts'
import { FlowNote } from '../flow-note/ProblemNote.tsx'
import { giveFocusBack } from '../layer/focus-home.ts'
import { Layer } from '../layer/Layer.tsx'
import { focused } from '../layer/reach.ts'

export function PageFlow({ flow }: { flow: Flow }): ReactElement {
  const { flows } = useMooring()
  const words = useWordsOfComponents()
  const { connection } = useConnection(flow.target.connectionId ?? null)
  const name = connection?.company.name ?? words.quickBooks
  const slot = flow.slots[0] ?? NEW_CONNECTION
  const authorize = authorizeWith(flows, flow, () => ({ slot, starter: PAGE, target: flow.target }))
  return (
    <Layer>
      <Foot name={name} connectionId={flow.target.connectionId}>
        <strong className="mooring-company">
          <bdi>{name}</bdi>
        </strong>
        <FlowNote flow={authorize} />
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
  const { locale, steps } = useMooring()
  const foot = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const section = foot.current
    const place = section?.parentNode ?? null
    return () => {
      if (!section?.contains(focused())) return
      queueMicrotask(() => giveFocusBack({ before: null, connectionId, steps, place }))
    }
  }, [connectionId, steps])
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
