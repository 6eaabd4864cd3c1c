'use client'
// The interactive connect button, and what is shown instead of it meanwhile and afterwards; loaded right after first paint.
import type { Connection } from '@mooring/contract'
import { forwardRef, type ReactElement, type ReactNode, useRef } from 'react'
import { NEW_CONNECTION } from '../../core/authorization/authorization-session.ts'
import type { Authorize } from '../../core/authorization/authorize.ts'
import { useAuthorize } from '../../hooks/useAuthorize.ts'
import { type OneConnection, useConnection } from '../../hooks/useConnection.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { useSingletonSlot } from '../../hooks/useSingletonSlot.ts'
import { AuthorizationGuide } from '../authorization-guide/AuthorizationGuide.tsx'
import { Button } from '../button/Button.tsx'
import { ButtonPlaceholder } from '../button/ButtonPlaceholder.tsx'
import { StatusBody } from '../connection-status/StatusBody.tsx'
import { AuthorizationProgress, ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { Icon } from '../icon/Icon.tsx'
import { RequestAccess } from '../permission-contacts/RequestAccess.tsx'
import { ConfirmButton } from './ConfirmButton.tsx'
import { ConnectFrame, useContent } from './ConnectFrame.tsx'
import type { ConnectButtonProps } from './connect-button-props.ts'

export const ConnectBody = forwardRef<HTMLDivElement, ConnectButtonProps>(function ConnectBody(props, ref) {
  const { connectionId, mode, returnTo, intent, guide = true, onConnected, onProblem } = props
  const { words } = useMooring()
  const one = useConnection(connectionId)
  const { connection } = one
  const id = connectionId ?? undefined
  const outcomes = { onConnected, onReauthorized: onConnected, onProblem }
  const flow = useAuthorize({ connectionId: id, mode, returnTo, intent, presentsProgress: true, ...outcomes })
  // A reconnect that a status or a menu started brings what this button is for.
  useAuthorize({ connectionId: connection?.id ?? id, onConnected })
  const state = stateOf(one, flow, connectionId)
  const isGoingOn = state === 'pending' && connection?.status === 'disconnected'
  if (state === 'loading') return <ConnectFrame button={props} frameRef={ref} />
  const isHidden = state === 'gone' || (state === 'connected' && props.whenConnected !== 'connected')
  // How an authorization ended that this shows is said here, whatever there is to press.
  if (isHidden && flow.state === 'idle') return null

  return (
    <ConnectFrame button={props} frameRef={ref} state={state}>
      {connection && (state === 'confirm' || isGoingOn) && (
        <NextStepSlot of={connection.id}>
          {!isGoingOn && <ConfirmButton connection={connection} />}
        </NextStepSlot>
      )}
      {state === 'connected' &&
        !isHidden &&
        (connection && isWell(connection) ? (
          <ConnectedMenu connectionId={connection.id} />
        ) : (
          <StatusBody connectionId={connection?.id} />
        ))}
      {state === 'forbidden' && <RequestAccess right="connect" text={words.askToConnect} />}
      {state === 'ready' && <StartButton {...props} reconnectId={connection?.id} onClick={flow.start} />}
      {state === 'unknown' && one.problem && <ErrorMessage problem={one.problem} onRetry={one.refetch} />}
      <AuthorizationProgress flow={flow} />
      {state === 'ready' && guide && <AuthorizationGuide connectionId={connection?.id ?? null} />}
    </ConnectFrame>
  )
})

/** What the button is for just now. */
function stateOf(one: OneConnection, flow: Authorize, id: ConnectButtonProps['connectionId']) {
  const { connection, isAmbiguous, canConnect, isLoading, problem } = one
  if (flow.state === 'starting' || flow.state === 'waiting') return 'pending'
  if (isLoading) return 'loading'
  if (connection?.status === 'awaiting_confirmation') return 'confirm'
  if (connection ? connection.status !== 'disconnected' : isAmbiguous) return 'connected'
  if (canConnect) return connection || id == null ? 'ready' : 'gone'
  return problem ? 'unknown' : 'forbidden'
}

/** Where the next step is taken, also while it is under way: no status offers it beside this. */
function NextStepSlot({ of, children }: { of: string; children?: ReactNode }): ReactElement {
  const element = useRef<HTMLDivElement>(null)
  useSingletonSlot(of, element, true)
  return (
    <div ref={element} hidden={!children}>
      {children}
    </div>
  )
}

/** One in trouble, or being checked, is not shown as connected, nor are several: what is true is said instead. */
const isWell = ({ status }: Connection): boolean => status === 'connected' || status === 'expiring'

const loadMenu = () => import('../reauthorize-menu/ReauthorizeMenu.tsx')

function ConnectedMenu({ connectionId }: { connectionId: string }): ReactElement {
  const { words } = useMooring()
  const module = useLazyModule(loadMenu, true)
  const content = (
    <>
      <Icon name="check" />
      {words.labels.connected}
    </>
  )
  if (module) return <module.ReauthorizeMenu connectionId={connectionId} trigger={content} />
  return <ButtonPlaceholder>{content}</ButtonPlaceholder>
}

interface StartButtonProps extends ConnectButtonProps {
  /** The disconnected connection that it connects again. */
  reconnectId: string | undefined
  onClick: () => void
}

function StartButton({ reconnectId, ...props }: StartButtonProps): ReactElement {
  const { artwork, connectionId, onClick } = props
  const content = useContent(props)
  const element = useRef<HTMLButtonElement>(null)
  // It is the next step of what it takes up again: no status offers that beside it.
  useSingletonSlot(reconnectId ?? NEW_CONNECTION, element, true)
  if (artwork) {
    return (
      <button ref={element} type="button" className="mooring-artwork" onClick={onClick}>
        {content}
      </button>
    )
  }
  return (
    // One more beside what is connected is no one's next step.
    <Button buttonRef={element} kind={connectionId === null ? undefined : 'primary'} onClick={onClick}>
      {content}
    </Button>
  )
}
