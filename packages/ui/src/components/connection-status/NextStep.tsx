'use client'
// The one next step of a connection: a button for who may take it, words for who may not.
import type { Connection } from '@mooring/contract'
import { type ReactElement, useRef } from 'react'
import { type Authorize, useFlow } from '../../hooks/useAuthorize.ts'
import { useIsFirst } from '../../hooks/useIsFirst.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { AuthorizationGuide } from '../authorization-guide/AuthorizationGuide.tsx'
import { Button } from '../button/Button.tsx'
import { ConfirmButton } from '../connect-button/ConfirmButton.tsx'
import { FlowNote } from '../flow-note/ProblemNote.tsx'
import { AskFor } from '../right-holders/AskFor.tsx'

interface NextStepProps {
  connection: Connection
  /** Whether the caller may connect a company. */
  canConnect: boolean
}

export function NextStep({ connection, canConnect }: NextStepProps): ReactElement {
  const flow = useFlow({ connectionId: connection.id }, 1)
  const place = useRef<HTMLDivElement>(null)
  const isFirst = useIsFirst(connection.id, place)
  const isPending = flow.state === 'starting' || flow.state === 'waiting'
  return (
    <div ref={place} className="mooring-next">
      {isFirst && !isPending && <Step {...{ connection, canConnect, flow }} />}
      <FlowNote flow={flow} />
    </div>
  )
}

function Step({ connection, canConnect, flow }: NextStepProps & { flow: Authorize }): ReactElement | null {
  const { words } = useMooring()
  const { action } = connection
  if (action === 'confirm_company') return <ConfirmButton connection={connection} />
  if (action !== 'reauthorize' && action !== 'reconnect') return null

  const renews = action === 'reauthorize'
  const allowed = renews ? connection.can.reauthorize : canConnect
  if (!allowed) {
    return renews ? (
      <AskFor right="reauthorize" text={words.askToReauthorize} />
    ) : (
      <AskFor right="connect" text={words.askToConnect} />
    )
  }
  return (
    <>
      <Button kind={renews && !connection.usable ? 'primary' : undefined} onClick={flow.start}>
        {renews ? words.reauthorize : words.reconnect}
      </Button>
      {renews && <AuthorizationGuide connectionId={connection.id} />}
    </>
  )
}
