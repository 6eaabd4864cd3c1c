'use client'
import { directionOf } from '@mooring/messages/direction'
// An authorization that nothing on the page shows, at the page's foot; loaded on demand.
import type { ReactElement } from 'react'
import { createPortal } from 'react-dom'
import { type Flow, NEW_CONNECTION, PAGE } from '../../authorization/flow.ts'
import { authorizeWith } from '../../hooks/useAuthorize.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { Button } from '../button/Button.tsx'
import { FlowNote } from '../flow-note/ProblemNote.tsx'

export function PageFlow({ flow }: { flow: Flow }): ReactElement {
  const { flows, locale } = useMooring()
  const words = useWordsOnDemand()
  const { connection } = useConnection(flow.target.connectionId ?? null)
  const name = connection?.company.name ?? words.quickBooks
  const slot = flow.slots[0] ?? NEW_CONNECTION
  const authorize = authorizeWith(flows, flow, () => ({ slot, starter: PAGE, target: flow.target }))
  return createPortal(
    <section className="mooring mooring-page-flow" aria-label={name} dir={directionOf(locale)}>
      <strong className="mooring-company">
        <bdi>{name}</bdi>
      </strong>
      <FlowNote flow={authorize} />
      {flow.phase === 'ended' && <Button onClick={authorize.dismiss}>{words.close}</Button>}
    </section>,
    document.body,
  )
}
