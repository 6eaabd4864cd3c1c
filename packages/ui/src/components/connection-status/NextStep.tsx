'use client'
// The one next step of a connection: a button for who may take it, words for who may not.
import type { Connection } from '@mooring/contract'
import { type ReactElement, useRef } from 'react'
import { type Authorize, useFlow } from '../../hooks/useAuthorize.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useIsFirst } from '../../hooks/useIsFirst.ts'
import { useModule, useMooring } from '../../hooks/useMooring.ts'
import { AuthorizationGuide } from '../authorization-guide/AuthorizationGuide.tsx'
import { Button } from '../button/Button.tsx'
import { ConfirmButton } from '../connect-button/ConfirmButton.tsx'
import { FlowNote } from '../flow-note/ProblemNote.tsx'
import { AskFor } from '../right-holders/AskFor.tsx'
import { HelpLink } from '../right-holders/HelpLink.tsx'

interface NextStepProps {
  connection: Connection
  /** Whether the caller may connect a company. */
  canConnect: boolean
  /** Whether it tells of the new company that waits to take this one's place. @default true */
  tellsOfSwitch?: boolean
}

export function NextStep({ connection, canConnect, tellsOfSwitch = true }: NextStepProps): ReactElement {
  const flow = useFlow({ connectionId: connection.id }, 1)
  const place = useRef<HTMLDivElement>(null)
  const isFirst = useIsFirst(connection.id, place)
  const isPending = flow.state === 'starting' || flow.state === 'waiting'
  return (
    <div ref={place} className="mooring-next">
      {!isPending && <Step {...{ connection, canConnect, flow, isFirst }} />}
      {connection.reason && <HelpLink topic={connection.reason} />}
      <FlowNote flow={flow} />
      {tellsOfSwitch && <WaitingSwitch of={connection} canConnect={canConnect} />}
    </div>
  )
}

/** The new company of a switch: it is not in use yet, and where the page shows one connection it would not be seen. */
function WaitingSwitch({ of, canConnect }: { of: Connection; canConnect: boolean }): ReactElement | null {
  const { words } = useMooring()
  const { connections } = useConnections()
  const isOver = of.status === 'disconnected'
  const waiting = connections.find(
    ({ replaces, status }) => replaces === of.id && status === 'awaiting_confirmation',
  )
  if (isOver || !waiting) return null
  return (
    <div className="mooring-note">
      <span className="mooring-note-text">
        {words.switchWaits(waiting.company.name ?? words.thisCompany)}
      </span>
      <NextStep connection={waiting} canConnect={canConnect} />
    </div>
  )
}

interface StepProps extends NextStepProps {
  flow: Authorize
  /** Whether this is the place on the page for its button. */
  isFirst: boolean
}

const loadDoor = () => import('../right-holders/SupportDoor.tsx')

/** The button is there once on a page; who may not press it reads everywhere who may. */
function Step({ connection, canConnect, flow, isFirst }: StepProps): ReactElement | null {
  const { words } = useMooring()
  const { action, can, usable } = connection
  const isSupport = action === 'contact_support' || action === 'fix_configuration'
  const door = useModule(loadDoor, isSupport && isFirst)
  if (isSupport) return isFirst && door ? <door.SupportDoor connection={connection} /> : null
  const asks = { connection, canCopy: isFirst }
  switch (action) {
    case 'confirm_company':
      return isFirst || !can.confirm ? <ConfirmButton {...asks} /> : null
    case 'reconnect':
      if (!canConnect) return <AskFor right="connect" text={words.askToConnect} {...asks} canCopy={false} />
      return isFirst ? <Button onClick={flow.start}>{words.reconnect}</Button> : null
    // A person who may re-authorize here may be an admin in QuickBooks: then their authorization repairs it.
    case 'contact_admin':
    case 'reauthorize':
      if (!can.reauthorize) return <AskFor right="reauthorize" text={words.askToReauthorize} {...asks} />
      if (!isFirst) return null
      return (
        <>
          <Button kind={usable ? undefined : 'primary'} onClick={flow.start}>
            {words.reauthorize}
          </Button>
          <AuthorizationGuide connectionId={connection.id} />
        </>
      )
    default:
      return null
  }
}
