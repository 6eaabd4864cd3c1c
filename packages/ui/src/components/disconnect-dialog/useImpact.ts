// What the host says a disconnect does. The dialog works without it.
import { type DisconnectImpact, ROUTES, routePath } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import { useMooring } from '../../hooks/useMooring.ts'

/** @returns undefined while loading, null where the host says nothing or can't be asked */
export function useImpact(connectionId: string): DisconnectImpact | null | undefined {
  const { client, list, queryClient } = useMooring()
  const query = {
    queryKey: [...list.queryKey, connectionId, 'impact'],
    queryFn: () => client.get<DisconnectImpact>(routePath(ROUTES.disconnectImpact.path, connectionId)),
    retry: false,
    networkMode: 'always' as const,
    staleTime: 0,
    gcTime: 0,
  }
  const { data, isError } = useQuery(query, queryClient)
  return isError ? null : data
}
