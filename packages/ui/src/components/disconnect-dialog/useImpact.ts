// What the host says a disconnect does. The dialog works without it.
import type { DisconnectImpact } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import { pathOf } from '../../core/paths.ts'
import { useMooring } from '../../hooks/useMooring.ts'

/**
 * @param isWanted whether it is asked for yet
 * @returns undefined while loading, null where the host says nothing or can't be asked
 */
export function useImpact(connectionId: string, isWanted = true): DisconnectImpact | null | undefined {
  const { client, list, queryClient } = useMooring()
  const query = {
    queryKey: [...list.queryKey, connectionId, 'impact'],
    queryFn: () => client.get<DisconnectImpact>(pathOf('/connections/:id/disconnect-impact', connectionId)),
    enabled: isWanted,
    retry: false,
    throwOnError: false,
    networkMode: 'always' as const,
    staleTime: 0,
    gcTime: 0,
  }
  const { data, isError } = useQuery(query, queryClient)
  return isError ? null : data
}
