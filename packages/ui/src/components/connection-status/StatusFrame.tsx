'use client'
// The frame of a status, and one line of it where there is no connection to show.
import type { Connection } from '@mooring/contract'
import type { ForwardedRef, ReactElement, ReactNode } from 'react'
import { classNames } from '../../core/class-names.ts'
import type { ConnectionStatusProps } from './connection-status-props.ts'

interface StatusFrameProps {
  status: ConnectionStatusProps
  frameRef: ForwardedRef<HTMLDivElement>
  state: 'ready' | 'loading' | 'unknown' | 'empty'
  connection?: Connection | null
  /** Whether it is what was true when the server could last be reached. @default false */
  isStale?: boolean
  children: ReactNode
}

export function StatusFrame(props: StatusFrameProps): ReactElement {
  const { status, frameRef, state, connection, isStale, children } = props
  const { connectionId, variant = 'row', ...own } = status
  return (
    <div
      {...own}
      ref={frameRef}
      className={classNames('mooring mooring-status', own.className)}
      data-variant={variant}
      data-status={connection?.status}
      data-reason={connection?.reason}
      data-state={state}
      data-stale={isStale ? '' : undefined}
    >
      {children}
    </div>
  )
}

interface StatusLineProps {
  variant: ConnectionStatusProps['variant']
  /** Whether this is only until more is known. */
  busy: boolean
  text: string
  icon?: ReactNode
}

/** It is as high as a status with a second line. */
export function StatusLine({ variant, busy, text, icon }: StatusLineProps): ReactElement {
  return (
    <>
      <span className="mooring-status-mark">{icon}</span>
      <span className="mooring-status-text" aria-busy={busy}>
        <span className="mooring-headline">{text}</span>
        {busy && variant !== 'badge' && <span className="mooring-detail" />}
      </span>
    </>
  )
}
