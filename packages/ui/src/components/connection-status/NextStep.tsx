'use client'
// The one next step of a connection: a button for who may take it, words for who may not.
import type { Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import { type Authorize, useAuthorize } from '../../hooks/useAuthorize.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { ConfirmButton } from '../connect-button/ConfirmButton.tsx'
import { FlowNote } from '../flow-note/FlowNote.tsx'

export function NextStep({ connection }: { connection: Connection }): ReactElement {
  const flow = useAuthorize({ connectionId: connection.id, rank: 1 })
  return (
    <div className="mooring-next">
      {flow.state === 'starting' || flow.state === 'waiting' ? null : (
        <Step connection={connection} flow={flow} />
      )}
      <FlowNote flow={flow} />
    </div>
  )
}

function Step({ connection, flow }: { connection: Connection; flow: Authorize }): ReactElement | null {
  const { words } = useMooring()
  const { can } = useConnections()
  const { action } = connection
  if (action === 'confirm_company') return <ConfirmButton connection={connection} />
  if (action !== 'reauthorize' && action !== 'reconnect') return null

  const renews = action === 'reauthorize'
  const allowed = renews ? connection.can.reauthorize : can.connect
  if (!allowed) {
    return <span className="mooring-muted">{renews ? words.askToReauthorize : words.askToConnect}</span>
  }
  return (
    <button
      type="button"
      className="mooring-button"
      data-kind={renews && !connection.usable ? 'primary' : undefined}
      onClick={flow.start}
    >
      {renews ? words.reauthorize : words.reconnect}
    </button>
  )
}
