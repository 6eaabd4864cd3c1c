'use client'
// A line across the page when a connection needs somebody.
import type { Connection } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { useConnections } from '../../hooks/useConnections.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { classNames } from '../class-names.ts'
import { ConnectionStatus } from '../connection-status/ConnectionStatus.tsx'
import { needingAttention } from './attention.ts'

export interface ConnectionBannerProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** Goes to where the host shows the connection. @default no such button */
  onNavigate?: (connection: Connection) => void
}

/** Names the most urgent connection with its next step. It renders a `section`, or nothing while nobody is needed. */
export const ConnectionBanner = forwardRef<HTMLElement, ConnectionBannerProps>(function ConnectionBanner(
  { onNavigate, ...own },
  ref,
) {
  const words = useWordsOnDemand()
  const waiting = needingAttention(useConnections().connections)
  const [first] = waiting
  if (!first) return null
  return (
    <section
      aria-label={words.attention(waiting.length)}
      {...own}
      ref={ref}
      className={classNames('mooring mooring-banner', own.className)}
      data-status={first.status}
      data-reason={first.reason ?? undefined}
    >
      <ConnectionStatus connectionId={first.id} />
      {waiting.length > 1 && <span className="mooring-muted">{words.attention(waiting.length)}</span>}
      {onNavigate && (
        <button type="button" className="mooring-button" onClick={() => onNavigate(first)}>
          {words.show}
        </button>
      )}
    </section>
  )
})
