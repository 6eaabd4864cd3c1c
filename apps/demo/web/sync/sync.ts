// Running a sync on the host's server.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { hostPost } from '../host-api.ts'

/** How a run ended. */
export type Outcome = { outcome: 'succeeded'; result: { invoices: number } } | { outcome: 'paused' }

/** Runs it now; `finish` leaves out what was done already since the re-authorization. */
export function useSync(connectionId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (order: { finish?: boolean }) =>
      hostPost<Outcome>(`/sync/${encodeURIComponent(connectionId)}`, order),
    onSettled: () => queries.invalidateQueries({ queryKey: ['invoices'] }),
  })
}

/** What an authorization hands back, so that the sync it stopped is finished. */
export const SYNC_INTENT = { finish: 'invoices' } as const

/** Whether an attempt was started for the sake of a sync. */
export const isForSync = (intent: unknown): boolean =>
  typeof intent === 'object' && intent !== null && 'finish' in intent && intent.finish === SYNC_INTENT.finish
