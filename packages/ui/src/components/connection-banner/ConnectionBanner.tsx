'use client'
// A line across the page when a connection needs a person.
import type { Connection } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef, useImperativeHandle, useRef } from 'react'
import { classNames } from '../../core/class-names.ts'
import { beingSetUp, needingAttention } from '../../core/connection-priority.ts'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useLazyModule } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { ConnectionStatus } from '../connection-status/ConnectionStatus.tsx'
import { usePersistedHeight } from './usePersistedHeight.ts'

export interface ConnectionBannerProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** Goes to where the host shows the connection. @default no such button */
  onNavigate?: (connection: Connection) => void
}

const loadNews = () => import('../setup-progress/SetupSummary.tsx')

/**
 * Names the most urgent connection with its next step; while no one is needed for that, how a set-up goes. It renders a
 * `section`, or nothing; until it is known which, the height it had at the last visit (a number in `localStorage`).
 */
export const ConnectionBanner = forwardRef<HTMLElement, ConnectionBannerProps>(function ConnectionBanner(
  { onNavigate, ...own },
  ref,
) {
  const words = useComponentMessages()
  const { connections, isLoading, problem } = useConnections()
  const waiting = needingAttention(connections)
  const [needing] = waiting
  const [settingUp] = beingSetUp(connections)
  const news = useLazyModule(loadNews, !needing && settingUp !== undefined)
  const first = needing ?? (news ? settingUp : undefined)
  const isComing = isLoading || (!first && settingUp !== undefined)
  const banner = useRef<HTMLElement>(null)
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => banner.current)
  const height = usePersistedHeight(banner, !isComing && !problem)
  const className = classNames('mooring mooring-banner', own.className)
  if (!first) {
    const style = { ...own.style, visibility: 'hidden', blockSize: height } as const
    return isComing && height > 0 ? <section aria-hidden="true" {...{ className, style }} /> : null
  }
  const show = onNavigate && <Button onClick={() => onNavigate(first)}>{words.show}</Button>
  return (
    <section
      aria-label={needing && words.attention(waiting.length)}
      {...own}
      ref={banner}
      className={className}
      data-status={first.status}
      data-reason={first.reason ?? undefined}
    >
      {needing && <ConnectionStatus connectionId={first.id} />}
      {waiting.length > 1 && <span className="mooring-muted">{words.attention(waiting.length)}</span>}
      {needing ? show : news && <news.SetupSummary connection={first}>{show}</news.SetupSummary>}
    </section>
  )
})
