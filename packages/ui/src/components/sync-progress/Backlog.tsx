'use client'
// What waits while a sync is paused, by the host's own count.
import type { BacklogReply, Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useConnectionQuery } from '../../hooks/useConnectionQuery.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'

/** Renders nothing where the host does not count, or nothing waits. */
export function Backlog({ connection }: { connection: Connection }): ReactElement | null {
  const { locale } = useMooring()
  const words = usePanelMessages()
  const { answer } = useConnectionQuery<BacklogReply>(connection.id, '/connections/:id/backlog')
  const backlog = answer?.backlog
  if (!backlog) return null
  const count = new Intl.NumberFormat(locale).format(backlog.count)
  return <p className="mooring-muted">{words.syncBacklog(`${count} ${backlog.label}`)}</p>
}
