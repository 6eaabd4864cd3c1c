'use client'
// A card with a toggle: on connects, off asks and disconnects.
import type { Connection, Problem } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef, type ReactElement, type ReactNode, useId } from 'react'
import type { AuthorizeMode } from '../../core/authorization/authorization-session.ts'
import { classNames } from '../../core/class-names.ts'
import { useAuthorize } from '../../hooks/useAuthorize.ts'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { type OneConnection, useConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useStateOf } from '../../hooks/useStateOf.ts'
import { useMooringContext } from '../../provider/context.ts'
import { ConnectionStatus } from '../connection-status/ConnectionStatus.tsx'
import { STATUS_MARKS } from '../connection-status/status-marks.ts'
import { DisconnectDialog } from '../disconnect-dialog/DisconnectDialog.tsx'
import { AuthorizationProgress } from '../error-message/ErrorMessage.tsx'
import type { Tone } from '../icon/Mark.tsx'
import { RequestAccess } from '../permission-contacts/RequestAccess.tsx'

export interface IntegrationTileProps extends ComponentPropsWithoutRef<'section'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** The tile's title, and the name of its toggle. @default "QuickBooks Online" */
  name?: string
  /** What it is good for. @default nothing */
  description?: ReactNode
  /** In a window of its own, in this one, or as suits the device. @default 'auto' */
  mode?: AuthorizeMode
  /** Where a redirect comes back to. @default this page */
  returnTo?: string
  /** JSON (≤ 4 kB) handed back with the attempt. */
  intent?: unknown
  /** The host's settings; shown while the connection can be used. */
  children?: ReactNode
  /** Called once a company is connected; it may still have to be confirmed. */
  onConnected?: (connection: Connection) => void
  /** Called once the connection is re-authorized. */
  onReauthorized?: (connection: Connection) => void
  /** Called once it is disconnected; what is left to say is in its `disconnect`. */
  onDisconnected?: (connection: Connection) => void
  /** Called when connecting or re-authorizing failed or was refused. */
  onProblem?: (problem: Problem) => void
}

/** QuickBooks as a tile of an integration store. It renders a `section`. */
export const IntegrationTile = forwardRef<HTMLElement, IntegrationTileProps>(
  function IntegrationTile(props, ref) {
    const { connectionId, name, description, mode, returnTo, intent, children, ...rest } = props
    const { onConnected, onReauthorized, onDisconnected, onProblem, ...own } = rest
    const words = useComponentMessages()
    const { lazy } = useMooringContext()
    const one = useConnection(connectionId)
    const outcomes = { onConnected, onReauthorized, onProblem }
    const { connection } = one
    const flow = useAuthorize({ connectionId, mode, returnTo, intent, presentsProgress: true, ...outcomes })
    // What its status starts is of the connection, also where the host names none.
    useAuthorize({ connectionId: connection?.id ?? connectionId, ...outcomes })
    const [isDisconnecting, setDisconnecting] = useStateOf(connection?.id, false)
    const id = useId()
    const isOn = connection !== null && connection.status !== 'disconnected'
    const isPending = flow.state === 'starting' || flow.state === 'waiting'

    return (
      <section
        aria-labelledby={id}
        {...own}
        ref={ref}
        className={classNames('mooring mooring-tile', own.className)}
        data-status={connection?.status}
        data-state={isPending ? 'pending' : isOn ? 'on' : 'off'}
      >
        <div className="mooring-tile-head">
          <strong id={id}>{name ?? words.quickBooks}</strong>
          <Toggle
            one={one}
            isNamed={connectionId !== undefined}
            labelledBy={id}
            isOn={isOn || isPending}
            onToggle={isOn ? () => setDisconnecting(true) : isPending ? flow.cancel : flow.start}
          />
        </div>
        {description && <div className="mooring-muted">{description}</div>}
        {!isPending && <ConnectionStatus connectionId={connectionId} />}
        {lazy && !isOn && !isPending && one.canConnect && (connection || !one.connectedCount) && (
          <lazy.AuthorizationGuide connectionId={connection?.id ?? null} />
        )}
        <AuthorizationProgress flow={flow} />
        {connection?.usable && children}
        <DisconnectDialog
          connectionId={connection?.id}
          open={isDisconnecting}
          onOpenChange={setDisconnecting}
          onDisconnected={onDisconnected}
        />
      </section>
    )
  },
)

interface ToggleProps {
  one: OneConnection
  /** Whether the host says which connection it is: one that is gone can't be turned on. */
  isNamed: boolean
  labelledBy: string
  isOn: boolean
  onToggle: () => void
}

/** What was true when the server could last be reached may not be true now; while one is connected anew, nothing is known of it. */
function toneOf({ status }: Connection, problem: Problem | null): Tone | undefined {
  if (status === 'disconnected') return undefined
  return STATUS_MARKS[problem && status === 'connected' ? 'checking' : status].tone
}

/** Absent where it could do nothing: then words say who can, or that there are several. */
function Toggle({ one, isNamed, labelledBy, isOn, onToggle }: ToggleProps): ReactElement | null {
  const { words } = useMooring()
  const { connection, isLoading, isAmbiguous, canConnect, problem } = one
  if (isLoading || isAmbiguous || (isNamed && !connection)) return null
  const may = connection && connection.status !== 'disconnected' ? connection.can.disconnect : canConnect
  if (!may) return connection || problem ? null : <RequestAccess right="connect" text={words.askToConnect} />
  return (
    <button
      type="button"
      role="switch"
      className="mooring-switch"
      data-tone={isOn && connection ? toneOf(connection, problem) : undefined}
      aria-checked={isOn}
      aria-labelledby={labelledBy}
      onClick={onToggle}
    />
  )
}
