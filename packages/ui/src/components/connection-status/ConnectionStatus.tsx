'use client'
// The status of a connection, at first paint: a placeholder of its size.
import { forwardRef } from 'react'
import { useMooringContext } from '../../provider/context.ts'
import { LoadError } from '../error-message/LoadError.tsx'
import type { ConnectionStatusProps } from './connection-status-props.ts'
import { StatusFrame, StatusLine } from './StatusFrame.tsx'

/** Says what is true of a connection and how it is known. It renders a `div`. */
export const ConnectionStatus = forwardRef<HTMLDivElement, ConnectionStatusProps>(
  function ConnectionStatus(props, ref) {
    const { lazy, firstWords } = useMooringContext()
    if (lazy) return <lazy.StatusBody {...props} ref={ref} />
    const isMissing = lazy === null
    return (
      <StatusFrame status={props} frameRef={ref} state={isMissing ? 'unknown' : 'loading'}>
        {isMissing ? <LoadError /> : <StatusLine variant={props.variant} busy text={firstWords.loading} />}
      </StatusFrame>
    )
  },
)
