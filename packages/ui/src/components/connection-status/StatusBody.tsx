'use client'
// What is true of a connection, how it is known, and the one next step; comes right after first paint.
import type { Connection, Status } from '@mooring/contract'
import { forwardRef, type ReactElement } from 'react'
import { type OneConnection, useConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useSpeech } from '../../hooks/useSpeech.ts'
import { describeConnection } from '../../messages/describe-connection.ts'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import { Icon, type IconName } from '../icon/Icon.tsx'
import type { ConnectionStatusProps } from './connection-status-props.ts'
import { NextStep } from './NextStep.tsx'
import { StatusFrame, StatusLine } from './StatusFrame.tsx'

type Variant = ConnectionStatusProps['variant']

const icons: Record<Status, IconName> = {
  awaiting_confirmation: 'question',
  connected: 'check',
  expiring: 'clock',
  checking: 'clock',
  reauthorization_required: 'alert',
  blocked: 'pause',
  disconnected: 'off',
}

export const StatusBody = forwardRef<HTMLDivElement, ConnectionStatusProps>(function StatusBody(props, ref) {
  const one = useConnection(props.connectionId)
  const { connection, isLoading, problem } = one
  const { variant = 'row' } = props
  const state = connection ? 'ready' : isLoading ? 'loading' : problem ? 'unknown' : 'empty'
  return (
    <StatusFrame status={props} frameRef={ref} state={state} connection={connection}>
      {connection ? <Known {...{ connection, variant, one }} /> : <Unknown {...{ one, variant }} />}
    </StatusFrame>
  )
})

function Unknown({ one, variant }: { one: OneConnection; variant: Variant }): ReactElement {
  const { words } = useMooring()
  const { isLoading, live, problem, refetch } = one
  if (problem) return <ProblemNote problem={problem} onRetry={refetch} />
  const text = isLoading ? words.loading : live ? words.several(live) : words.notConnected
  return (
    <StatusLine
      {...{ variant, text }}
      busy={isLoading}
      icon={!isLoading && <Icon name={live ? 'dots' : 'off'} />}
    />
  )
}

interface KnownProps {
  connection: Connection
  variant: Variant
  one: OneConnection
}

function Known({ connection, variant, one }: KnownProps): ReactElement {
  const speech = useSpeech()
  const { words } = speech
  const { label, headline, detail } = describeConnection(connection, speech)
  const sandbox = connection.environment === 'sandbox' && <span className="mooring-tag">{words.sandbox}</span>
  const mark = (
    <span className="mooring-status-mark">
      <Icon name={icons[connection.status]} />
    </span>
  )
  if (variant === 'badge') {
    return (
      <>
        {mark}
        <span className="mooring-headline">{label}</span> {sandbox}
      </>
    )
  }
  return (
    <>
      {variant === 'row' && mark}
      {variant === 'card' && (
        <div className="mooring-card-head">
          <strong className="mooring-company">
            <bdi>{connection.company.name ?? words.thisCompany}</bdi>
          </strong>{' '}
          {sandbox}
          <span className="mooring-pill">
            {mark}
            {label}
          </span>
        </div>
      )}
      <div className="mooring-status-text">
        <span className="mooring-headline">{headline}</span> {variant === 'row' && sandbox}{' '}
        <span className="mooring-detail">{one.problem ? words.lastKnown : detail}</span>
      </div>
      <NextStep connection={connection} canConnect={one.canConnect} />
    </>
  )
}
