'use client'
// What is true of a connection, at first paint: the room it will need.
import { forwardRef } from 'react'
import { useDesk } from '../../hooks/useDesk.ts'
import { Unreached } from '../quick-books-provider/Unreached.tsx'
import type { ConnectionStatusProps } from './connection-status-props.ts'
import { StatusFrame, StatusLine } from './StatusFrame.tsx'

/** Says what is true of a connection and how it is known. It renders a `div`. */
export const ConnectionStatus = forwardRef<HTMLDivElement, ConnectionStatusProps>(
  function ConnectionStatus(props, ref) {
    const { page, firstWords } = useDesk()
    if (page) return <page.StatusBody {...props} ref={ref} />
    const isMissing = page === null
    return (
      <StatusFrame status={props} frameRef={ref} state={isMissing ? 'unknown' : 'loading'}>
        {isMissing ? <Unreached /> : <StatusLine variant={props.variant} busy text={firstWords.loading} />}
      </StatusFrame>
    )
  },
)
