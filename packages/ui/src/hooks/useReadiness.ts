// The readiness list of one connection.
import type { Problem, Readiness } from '@mooring/contract'
import { useConnectionQuery } from './useConnectionQuery.ts'

/** What `useReadiness` gives. */
export interface ReadinessState {
  /** Null until it is here. */
  readonly readiness: Readiness | null
  readonly isLoading: boolean
  /** Being checked, for the first time or again. */
  readonly isChecking: boolean
  /** Why it could not be had just now; `readiness` is then the last known one. */
  readonly problem: Problem | null
  /** Checks again. It costs none of Intuit's metered reads. */
  readonly refetch: () => void
}

/**
 * The conditions for relying on a connection, each with what to do; read again whenever the connection changes.
 * @param connectionId may be left out where the tenant has one connection
 */
export function useReadiness(connectionId?: string): ReadinessState {
  const { answer, isReading, isLoading, problem, refetch } = useConnectionQuery<Readiness>(
    connectionId,
    '/connections/:id/readiness',
  )
  return { readiness: answer, isChecking: isReading, isLoading, problem, refetch }
}
