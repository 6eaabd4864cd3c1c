'use client'
// What is true of a connection, how it is known, and the one next step.
import type { Connection, Status } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef, type ReactElement } from 'react'
import { type OneConnection, useConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useSpeech } from '../../hooks/useSpeech.ts'
import { describeConnection } from '../../messages/describe-connection.ts'
import { classNames } from '../class-names.ts'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import { Icon, type IconName } from '../icon/Icon.tsx'
import { NextStep } from './NextStep.tsx'

export interface ConnectionStatusProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** A word in a pill, a line with the next step, or a card that names the company big. @default 'row' */
  variant?: 'badge' | 'row' | 'card'
}

type Variant = NonNullable<ConnectionStatusProps['variant']>

const icons: Record<Status, IconName> = {
  awaiting_confirmation: 'question',
  connected: 'check',
  expiring: 'clock',
  checking: 'clock',
  reauthorization_required: 'alert',
  blocked: 'pause',
  disconnected: 'off',
}

/** Says what is true of a connection and how it is known. It renders a `div`. */
export const ConnectionStatus = forwardRef<HTMLDivElement, ConnectionStatusProps>(function ConnectionStatus(
  { connectionId, variant = 'row', ...own },
  ref,
) {
  const one = useConnection(connectionId)
  const { connection } = one
  return (
    <div
      {...own}
      ref={ref}
      className={classNames('mooring mooring-status', own.className)}
      data-variant={variant}
      data-status={connection?.status}
      data-reason={connection?.reason ?? undefined}
      data-state={connection ? 'ready' : one.isLoading ? 'loading' : one.problem ? 'unknown' : 'empty'}
    >
      {connection ? (
        <Known connection={connection} variant={variant} one={one} />
      ) : (
        <Unknown one={one} variant={variant} />
      )}
    </div>
  )
})

function Unknown({ one, variant }: { one: OneConnection; variant: Variant }): ReactElement {
  const { words } = useMooring()
  if (one.problem) return <ProblemNote problem={one.problem} onRetry={one.refetch} />
  const text = one.isLoading ? words.loading : one.live ? words.several(one.live) : words.notConnected
  return (
    <>
      <span className="mooring-status-mark">{!one.isLoading && <Icon name="off" />}</span>
      <span className="mooring-status-text" aria-busy={one.isLoading}>
        <span className="mooring-headline">{text}</span>
        {variant !== 'badge' && <span className="mooring-detail" />}
      </span>
    </>
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
          <strong className="mooring-company">{connection.company.name ?? words.thisCompany}</strong>{' '}
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
