// The health of one connection, day by day.
import type { Health, Problem } from '@mooring/contract'
import { useConnectionQuery } from './useConnectionQuery.ts'

/** What `useHealth` gives. */
export interface HealthState {
  /** Null until it is here. */
  readonly health: Health | null
  readonly isLoading: boolean
  /** Why it could not be had just now; `health` is then the last known one. */
  readonly problem: Problem | null
  readonly refetch: () => void
}

/**
 * How a connection did on each of the last days, and in all.
 * @param connectionId may be left out where the tenant has one connection
 * @param days 1–365
 */
export function useHealth(connectionId?: string, days = 90): HealthState {
  const { answer, isLoading, problem, refetch } = useConnectionQuery<Health>(
    connectionId,
    '/connections/:id/health',
    `?days=${days}`,
  )
  return { health: answer, isLoading, problem, refetch }
}
