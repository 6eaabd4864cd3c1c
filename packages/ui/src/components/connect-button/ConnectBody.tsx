'use client'
// The connect button as it works, and what takes its place meanwhile and afterwards; comes right after first paint.
import { forwardRef, type ReactElement } from 'react'
import { type Authorize, useAuthorize } from '../../hooks/useAuthorize.ts'
import { type OneConnection, useConnection } from '../../hooks/useConnection.ts'
import { useModule } from '../../hooks/useModule.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { AuthorizationGuide } from '../authorization-guide/AuthorizationGuide.tsx'
import { FlowNote } from '../flow-note/FlowNote.tsx'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import { Icon } from '../icon/Icon.tsx'
import { AskFor } from '../right-holders/AskFor.tsx'
import { ConfirmButton } from './ConfirmButton.tsx'
import { ConnectFrame, useLook } from './ConnectFrame.tsx'
import type { ConnectButtonProps } from './connect-button-props.ts'

export const ConnectBody = forwardRef<HTMLDivElement, ConnectButtonProps>(function ConnectBody(props, ref) {
  const { connectionId, mode, returnTo, intent, guide = true, onConnected, onProblem } = props
  const { words } = useMooring()
  const one = useConnection(connectionId)
  const id = connectionId ?? undefined
  const outcomes = { onConnected, onReauthorized: onConnected, onProblem }
  const flow = useAuthorize({ connectionId: id, mode, returnTo, intent, rank: 0, ...outcomes })
  const state = stateOf(one, flow, connectionId)
  if (state === 'loading') return <ConnectFrame button={props} frameRef={ref} />
  if (state === 'gone' || (state === 'connected' && props.whenConnected !== 'connected')) return null

  return (
    <ConnectFrame button={props} frameRef={ref} state={state}>
      {state === 'confirm' && one.connection && <ConfirmButton connection={one.connection} />}
      {state === 'connected' && <ConnectedMenu connectionId={one.connection?.id} />}
      {state === 'forbidden' && <AskFor right="connect" text={words.askToConnect} />}
      {state === 'ready' && <StartButton {...props} onClick={flow.start} />}
      {state === 'unknown' && one.problem && <ProblemNote problem={one.problem} onRetry={one.refetch} />}
      {state === 'ready' && guide && <AuthorizationGuide connectionId={one.connection?.id ?? null} />}
      <FlowNote flow={flow} />
    </ConnectFrame>
  )
})

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

function StartButton(props: ConnectButtonProps & { onClick: () => void }): ReactElement {
  const { className, content } = useLook(props)
  return (
    <button
      type="button"
      className={className}
      // One more beside what is connected is nobody's next step.
      data-kind={props.connectionId === null ? undefined : 'primary'}
      onClick={props.onClick}
    >
      {content}
    </button>
  )
}
