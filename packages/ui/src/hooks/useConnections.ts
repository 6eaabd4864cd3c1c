// All connections of the tenant.
import type { Connection, Problem } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import { useMooring } from './useMooring.ts'

/** What `useConnections` gives. */
export interface Connections {
  /** Empty until they are here. */
  readonly connections: readonly Connection[]
  /** What the caller may do besides what each connection's own `can` says. */
  readonly can: { readonly connect: boolean }
  readonly isLoading: boolean
  /** Why the list could not be had just now; `connections` are then the last known ones. */
  readonly problem: Problem | null
  readonly refetch: () => void
}

const nothing = { connections: [], can: { connect: false } } as const

/** The tenant's connections, kept true by the provider's event stream. */
export function useConnections(): Connections {
  const { list, queryClient } = useMooring()
  const { data = nothing, isPending, isError, error, refetch } = useQuery(list, queryClient)
  return {
    connections: data.connections,
    can: data.can,
    isLoading: isPending,
    problem: isError ? error.problem : null,
    refetch: () => void refetch(),
  }
}
