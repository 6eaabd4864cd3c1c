// What this host's own operators do beside Mooring's board: ask everyone for a new authorization, and refuse events to see what follows.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { hostGet, hostPost } from '../host-api.ts'

/** Whether the host refuses events just now. */
export const useRefusal = () =>
  useQuery({
    queryKey: ['operations', 'refusal'],
    queryFn: () => hostGet<{ isRefusing: boolean }>('/operations/refusal'),
  })

/** Does something on the host's server; the board is read again after it. */
export function useOperatorWork() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => hostPost(`/operations${path}`, body),
    onSettled: () => queries.invalidateQueries(),
  })
}
