'use client'
// The button that connects a company, and what takes its place meanwhile and afterwards.
import type { Connection, Problem } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef, type ReactElement, type ReactNode } from 'react'
import type { AuthorizeMode } from '../../authorization/flow.ts'
import { type Authorize, useAuthorize } from '../../hooks/useAuthorize.ts'
import { type OneConnection, useConnection } from '../../hooks/useConnection.ts'
import { useModule } from '../../hooks/useModule.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { AuthorizationGuide } from '../authorization-guide/AuthorizationGuide.tsx'
import { classNames } from '../class-names.ts'
import { FlowNote } from '../flow-note/FlowNote.tsx'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import { Icon } from '../icon/Icon.tsx'
import { AskFor } from '../right-holders/AskFor.tsx'
import { ConfirmButton } from './ConfirmButton.tsx'

/** Intuit's official button, as addresses of its unmodified images. */
export interface ConnectArtwork {
  readonly default: string
  readonly hover: string
}

export interface ConnectButtonProps extends Omit<ComponentPropsWithoutRef<'div'>, 'onProgress'> {
  /** The connection to take up again; null always connects one more. @default the tenant's only one, or a new one */
  connectionId?: string | null
  /** In a window of its own, in this one, or as suits the device. @default 'auto' */
  mode?: AuthorizeMode
  /** Where a redirect comes back to: a path on the redirect URI's origin, or an allowed address. @default this page */
  returnTo?: string
  /** JSON (≤ 4 kB) handed back with the attempt. */
  intent?: unknown
  /** Intuit's artwork, shown unmodified. @default a neutral button of our own */
  artwork?: ConnectArtwork
  /** Whether what to know before the sign-in is offered under the button. @default true */
  guide?: boolean
  /** Once connected: nothing, or "Connected", which opens the menu. @default 'hide' */
  whenConnected?: 'hide' | 'connected'
  /** Called once a company is connected; it may still have to be confirmed. */
  onConnected?: (connection: Connection) => void
  /** Called when connecting failed or was refused. */
  onProblem?: (problem: Problem) => void
  /** The button's content. @default "Connect to QuickBooks" */
  children?: ReactNode
}

type Look = Pick<ConnectButtonProps, 'artwork' | 'children' | 'connectionId'>

/** Connects a QuickBooks company in one click. It renders a `div`, or nothing once connected. */
export const ConnectButton = forwardRef<HTMLDivElement, ConnectButtonProps>(
  function ConnectButton(props, ref) {
    const {
      connectionId,
      mode,
      returnTo,
      intent,
      artwork,
      guide = true,
      whenConnected,
      onConnected,
      onProblem,
      children,
      ...own
    } = props
    const one = useConnection(connectionId)
    const id = connectionId ?? undefined
    const outcomes = { onConnected, onReauthorized: onConnected, onProblem }
    const flow = useAuthorize({ connectionId: id, mode, returnTo, intent, rank: 0, ...outcomes })
    const state = stateOf(one, flow, connectionId)
    if (state === 'gone' || (state === 'connected' && whenConnected !== 'connected')) return null

    return (
      <div
        {...own}
        ref={ref}
        className={classNames('mooring mooring-connect', own.className)}
        data-state={state}
      >
        {state === 'confirm' && one.connection && <ConfirmButton connection={one.connection} />}
        {state === 'connected' && <ConnectedMenu connectionId={one.connection?.id} />}
        {(state === 'ready' || state === 'loading' || state === 'forbidden') && (
          <StartButton state={state} onClick={flow.start} look={{ artwork, children, connectionId }} />
        )}
        {state === 'unknown' && one.problem && <ProblemNote problem={one.problem} onRetry={one.refetch} />}
        {state === 'ready' && guide && <AuthorizationGuide connectionId={one.connection?.id ?? null} />}
        <FlowNote flow={flow} />
      </div>
    )
  },
)

/** What the button is for just now. */
function stateOf(one: OneConnection, flow: Authorize, id: ConnectButtonProps['connectionId']) {
  const { connection, live, canConnect, isLoading, problem } = one
  if (flow.state === 'starting' || flow.state === 'waiting') return 'pending'
  if (isLoading) return 'loading'
  if (connection?.status === 'awaiting_confirmation') return 'confirm'
  if (connection ? connection.status !== 'disconnected' : id === undefined && live > 1) return 'connected'
  if (canConnect) return connection || id == null ? 'ready' : 'gone'
  return problem ? 'unknown' : 'forbidden'
}

const loadMenu = () => import('../reauthorize-menu/ReauthorizeMenu.tsx')

function ConnectedMenu({ connectionId }: { connectionId: string | undefined }): ReactElement {
  const { words } = useMooring()
  const module = useModule(loadMenu, true)
  const content = (
    <>
      <Icon name="check" />
      {words.labels.connected}
    </>
  )
  if (module) return <module.ReauthorizeMenu connectionId={connectionId} trigger={content} />
  return (
    <span className="mooring-button mooring-skeleton" aria-hidden="true">
      {content}
    </span>
  )
}

interface StartButtonProps {
  state: 'ready' | 'loading' | 'forbidden'
  onClick: () => void
  look: Look
}

function StartButton({ state, onClick, look }: StartButtonProps): ReactElement {
  const { artwork, children, connectionId } = look
  const { words } = useMooring()
  const content = artwork ? <Artwork artwork={artwork} name={words.connect} /> : (children ?? words.connect)
  const className = artwork ? 'mooring-artwork' : 'mooring-button'
  if (state === 'forbidden') return <AskFor right="connect" text={words.askToConnect} />
  // The room is kept, but nothing to press is shown before it is known whether there is anything to connect.
  if (state === 'loading') {
    return (
      <span className={classNames(className, 'mooring-skeleton')} aria-hidden="true">
        {content}
      </span>
    )
  }
  return (
    <button
      type="button"
      className={className}
      // One more beside what is connected is nobody's next step.
      data-kind={connectionId === null ? undefined : 'primary'}
      onClick={onClick}
    >
      {content}
    </button>
  )
}

function Artwork({ artwork, name }: { artwork: ConnectArtwork; name: string }): ReactElement {
  return (
    <>
      <img src={artwork.default} alt={name} />
      <img src={artwork.hover} alt="" />
    </>
  )
}
