'use client'
// What is true of a connection, how it is known, and the one next step; comes right after first paint.
import type { Connection } from '@mooring/contract'
import { describeConnection, type Speech, titleOf } from '@mooring/messages/describe-connection'
import { dayOf } from '@mooring/messages/times'
import { forwardRef, type ReactElement, type ReactNode, useRef } from 'react'
import { distinguishCompanies } from '../../core/distinguish-companies.ts'
import { statusKey } from '../../core/singleton-slots.ts'
import { type OneConnection, useConnection } from '../../hooks/useConnection.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useLazyModule, useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { useSingletonSlot } from '../../hooks/useSingletonSlot.ts'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { Icon } from '../icon/Icon.tsx'
import { Mark } from '../icon/Mark.tsx'
import type { ConnectionStatusProps } from './connection-status-props.ts'
import { NextStep } from './NextStep.tsx'
import { StatusFrame, StatusLine } from './StatusFrame.tsx'
import { STATUS_MARKS } from './status-marks.ts'

const loadOwnerLeft = () => import('./OwnerLeft.tsx')

type Variant = ConnectionStatusProps['variant']

export const StatusBody = forwardRef<HTMLDivElement, ConnectionStatusProps>(function StatusBody(props, ref) {
  const one = useConnection(props.connectionId)
  const { connection, isLoading, problem } = one
  const { variant = 'row' } = props
  const state = connection ? 'ready' : isLoading ? 'loading' : problem ? 'unknown' : 'empty'
  return (
    <StatusFrame
      status={props}
      frameRef={ref}
      state={state}
      connection={connection}
      isStale={problem !== null}
    >
      {connection ? <Known {...{ connection, variant, one }} /> : <Unknown {...{ one, variant }} />}
    </StatusFrame>
  )
})

function Unknown({ one, variant }: { one: OneConnection; variant: Variant }): ReactElement {
  const { words } = useMooring()
  const { isLoading, isAmbiguous, connectedCount, problem, refetch } = one
  if (problem) return <ErrorMessage problem={problem} onRetry={refetch} />
  const text = isLoading ? words.loading : isAmbiguous ? words.several(connectedCount) : words.notConnected
  return (
    <StatusLine
      {...{ variant, text }}
      busy={isLoading}
      icon={!isLoading && <Icon name={isAmbiguous ? 'dots' : 'off'} />}
    />
  )
}

interface KnownProps {
  connection: Connection
  variant: Variant
  one: OneConnection
}

/** Who authorized what is well, and when: elsewhere the next step counts. */
function authorization(connection: Connection, { words, formats }: Speech): string {
  const { status, authorizedBy, reauthorizedAt, connectedAt } = connection
  const at = reauthorizedAt ?? connectedAt
  if (status !== 'connected' || at === null) return ''
  const day = dayOf(at, formats)
  const name = authorizedBy?.displayName
  return name ? words.authorizedBy(name, day) : words.authorizedOn(day)
}

function Known({ connection: given, variant, one }: KnownProps): ReactElement {
  const connection = distinguishCompanies(given, useConnections().connections)
  const { words } = useMooring()
  const element = useRef<HTMLDivElement>(null)
  // Said once on a page: elsewhere, the company and its state are named.
  const isSaidHere = useSingletonSlot(statusKey(connection.id), element)
  const sandbox = connection.environment === 'sandbox' && <span className="mooring-tag">{words.sandbox}</span>
  const lastKnown = one.problem ? words.lastKnown : null
  // What is green needs its proof.
  const sign = STATUS_MARKS[lastKnown && connection.status === 'connected' ? 'checking' : connection.status]
  const mark = <Mark {...sign} />
  const label = words.labels[connection.status]
  const title = <bdi>{titleOf(connection.company.name, words)}</bdi>
  if (variant === 'badge') {
    return (
      <>
        {mark}
        <span className="mooring-headline" title={lastKnown ?? undefined}>
          {label}
        </span>{' '}
        {sandbox} {lastKnown && <span className="mooring-unseen">{lastKnown}</span>}
      </>
    )
  }
  const inRow = variant === 'row'
  const short = inRow && { headline: title, detail: label }
  return (
    <>
      {inRow ? (
        mark
      ) : (
        <div className="mooring-card-head">
          <strong className="mooring-company">{title}</strong> {sandbox}
          <span className="mooring-pill" data-tone={sign.tone}>
            {mark}
            {label}
          </span>
        </div>
      )}
      <div ref={element} className="mooring-status-text">
        {isSaidHere ? (
          <Sentences connection={connection} tag={inRow && sandbox} lastKnown={lastKnown} />
        ) : (
          <>
            {short && <Lines {...short} tag={sandbox} />}
            {lastKnown && <span className="mooring-unseen">{lastKnown}</span>}
          </>
        )}
      </div>
      <NextStep connection={connection} canConnect={one.canConnect} />
    </>
  )
}

interface LinesProps {
  headline: ReactNode
  tag: ReactNode
  detail: ReactNode
}

const Lines = ({ headline, tag, detail }: LinesProps): ReactElement => (
  <>
    <span className="mooring-headline">{headline}</span> {tag}{' '}
    <span className="mooring-detail">{detail}</span>
  </>
)

interface SentencesProps {
  connection: Connection
  tag: ReactNode
  lastKnown: string | null
}

function Sentences({ connection, tag, lastKnown }: SentencesProps): ReactElement {
  const speech = useSpeech()
  const { headline, detail } = describeConnection(connection, speech)
  const authorized = authorization(connection, speech)
  // "In good time" is said while there is time: else the next step is all that counts.
  const owner = connection.usable && connection.authorizedBy?.left ? connection.authorizedBy : null
  const left = useLazyModule(loadOwnerLeft, owner !== null)
  const details = (
    <>
      {lastKnown ? `${detail} ${lastKnown}` : detail}
      {authorized && <span> {authorized}</span>}
    </>
  )
  return (
    <>
      <Lines headline={headline} tag={tag} detail={details} />
      {owner && left && <left.OwnerLeft name={owner.displayName} />}
    </>
  )
}
