'use client'
// The one next step of a connection: a button for who may take it, words for who may not.
import type { Connection } from '@mooring/contract'
import { type ReactElement, useRef } from 'react'
import type { Authorize } from '../../core/authorization/authorize.ts'
import { useAuthorizationSession } from '../../hooks/useAuthorize.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { useSingletonSlot } from '../../hooks/useSingletonSlot.ts'
import { AuthorizationGuide } from '../authorization-guide/AuthorizationGuide.tsx'
import { Button } from '../button/Button.tsx'
import { ConfirmButton } from '../connect-button/ConfirmButton.tsx'
import { AuthorizationProgress } from '../error-message/ErrorMessage.tsx'
import { HelpLink } from '../permission-contacts/HelpLink.tsx'
import { RequestAccess } from '../permission-contacts/RequestAccess.tsx'
import type { NextStepProps } from './next-step-props.ts'

export function NextStep({ connection, canConnect, showsSwitch = true }: NextStepProps): ReactElement {
  const flow = useAuthorizationSession({ connectionId: connection.id }, 1)
  const element = useRef<HTMLDivElement>(null)
  const isFirst = useSingletonSlot(connection.id, element)
  const isPending = flow.state === 'starting' || flow.state === 'waiting'
  return (
    <div ref={element} className="mooring-next">
      {!isPending && <Step {...{ connection, canConnect, flow, isFirst }} />}
      {connection.reason && <HelpLink topic={connection.reason} />}
      <AuthorizationProgress flow={flow} />
      {showsSwitch && <WaitingSwitch of={connection} canConnect={canConnect} />}
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
  /** Whether its button is shown here. */
  isFirst: boolean
}

const loadSupport = () => import('../permission-contacts/SupportReference.tsx')

/** The button is there once on a page; who may not press it reads everywhere who may. */
function Step({ connection, canConnect, flow, isFirst }: StepProps): ReactElement | null {
  const { words } = useMooring()
  const { action, can, usable } = connection
  const isSupport = action === 'contact_support' || action === 'fix_configuration'
  const support = useLazyModule(loadSupport, isSupport && isFirst)
  if (isSupport) return isFirst && support ? <support.SupportReference connection={connection} /> : null
  const asks = { connection, canCopy: isFirst }
  const leave = (label: string, kind?: 'primary') =>
    isFirst ? (
      <>
        <Button kind={kind} onClick={flow.start}>
          {label}
        </Button>
        <AuthorizationGuide connectionId={connection.id} />
      </>
    ) : null
  switch (action) {
    case 'confirm_company':
      return isFirst || !can.confirm ? <ConfirmButton {...asks} /> : null
    case 'reconnect':
      if (!canConnect)
        return <RequestAccess right="connect" text={words.askToConnect} {...asks} canCopy={false} />
      return leave(words.reconnect)
    // A person who may re-authorize here may be an admin in QuickBooks: then their authorization repairs it.
    case 'contact_admin':
    case 'reauthorize':
      if (!can.reauthorize)
        return <RequestAccess right="reauthorize" text={words.askToReauthorize} {...asks} />
      return leave(words.reauthorize, usable ? undefined : 'primary')
    default:
      return null
  }
}
