'use client'
// The way to the host's support: what to name there, and its contact; loaded on demand.
import type { Connection, SupportBundle } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { pathOf } from '../../core/paths.ts'
import { QUERY_DEFAULTS } from '../../hooks/useConnectionQuery.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { SupportContact } from './SupportContact.tsx'

/** For a connection that only support, or the makers of the product, can repair. */
export function SupportReference({ connection }: { connection: Connection }): ReactElement {
  const { words } = useMooring()
  const path = pathOf('/connections/:id/support', connection.id)
  const reference = useReference(path, connection.action === 'fix_configuration')
  const { headline, detail } = describeConnection(connection, useSpeech())
  return (
    <div className="mooring-door">
      {reference && <small className="mooring-muted">{words.reference(reference)}</small>}{' '}
      <SupportContact about={`${headline} ${detail}`} reference={reference} />
    </div>
  )
}

/** What to name to support; null until it is here, and where it can't be had. */
function useReference(path: string, isWanted: boolean): string | null {
  const { client, list, queryClient } = useMooring()
  const query = {
    ...QUERY_DEFAULTS,
    queryKey: [...list.queryKey, path],
    queryFn: () => client.get<SupportBundle>(path),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
  }
  return useQuery(query, queryClient).data?.reference ?? null
}
