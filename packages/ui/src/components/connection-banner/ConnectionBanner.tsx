'use client'
// A line across the page when a connection needs somebody.
import type { Connection } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { useConnections } from '../../hooks/useConnections.ts'
import { useModule } from '../../hooks/useModule.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { classNames } from '../class-names.ts'
import { ConnectionStatus } from '../connection-status/ConnectionStatus.tsx'
import { beingSetUp, needingAttention } from './attention.ts'

export interface ConnectionBannerProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** Goes to where the host shows the connection. @default no such button */
  onNavigate?: (connection: Connection) => void
}

const loadNews = () => import('../setup-progress/SetupNews.tsx')

/**
 * Names the most urgent connection with its next step; while nobody is needed for that, how a set-up goes. It renders a
 * `section`, or nothing.
 */
export const ConnectionBanner = forwardRef<HTMLElement, ConnectionBannerProps>(function ConnectionBanner(
  { onNavigate, ...own },
  ref,
) {
  const words = useWordsOnDemand()
  const { connections } = useConnections()
  const waiting = needingAttention(connections)
  const [needing] = waiting
  const [settingUp] = beingSetUp(connections)
  const news = useModule(loadNews, !needing && settingUp !== undefined)
  const first = needing ?? (news ? settingUp : undefined)
  if (!first) return null
  const show = onNavigate && (
    <button type="button" className="mooring-button" onClick={() => onNavigate(first)}>
      {words.show}
    </button>
  )
  return (
    <section
      aria-label={needing && words.attention(waiting.length)}
      {...own}
      ref={ref}
      className={classNames('mooring mooring-banner', own.className)}
      data-status={first.status}
      data-reason={first.reason ?? undefined}
    >
      {needing && <ConnectionStatus connectionId={first.id} />}
      {waiting.length > 1 && <span className="mooring-muted">{words.attention(waiting.length)}</span>}
      {needing ? show : news && <news.SetupNews connection={first}>{show}</news.SetupNews>}
    </section>
  )
})
