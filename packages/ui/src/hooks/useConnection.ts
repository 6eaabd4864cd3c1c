// One connection of the tenant.
import type { Connection, ConnectionList, Problem } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { indexOf, type ListIndex } from '../core/list-index.ts'
import { useMooring } from './useMooring.ts'

/** What `useConnection` gives. */
export interface OneConnection {
  /** Null while loading, where there is none, and where none was named and the tenant has several. */
  readonly connection: Connection | null
  /** How many companies are connected. */
  readonly connectedCount: number
  /** Whether none was named and several are connected, so that it can't be known which is meant. */
  readonly isAmbiguous: boolean
  /** Whether the caller may connect a company. */
  readonly canConnect: boolean
  readonly isLoading: boolean
  /** Why it could not be had just now; `connection` is then the last known one. */
  readonly problem: Problem | null
  readonly refetch: () => void
}

const byEnd = (one: Connection, other: Connection) =>
  (other.disconnectedAt ?? '').localeCompare(one.disconnectedAt ?? '')

/** The named connection; without a name the only live one, or else the one disconnected last. */
function pick({ byId, live }: ListIndex, id: string | null | undefined): Connection | null {
  if (id === null) return null
  if (id !== undefined) return byId.get(id) ?? null
  if (live.length > 1) return null
  return live[0] ?? [...byId.values()].sort(byEnd)[0] ?? null
}

/**
 * One connection, updated by the provider's event stream.
 * @param connectionId may be left out where the tenant has one; null is none
 */
export function useConnection(connectionId?: string | null): OneConnection {
  const { list, queryClient, isLocaleLoading } = useMooring()
  const select = useCallback(
    (all: ConnectionList) => {
      const index = indexOf(all)
      return { connection: pick(index, connectionId), count: index.live.length, canConnect: all.can.connect }
    },
    [connectionId],
  )
  const { data, isPending, isError, error, refetch } = useQuery({ ...list, select }, queryClient)
  const known = isLocaleLoading ? undefined : data
  const connectedCount = known?.count ?? 0
  return {
    connection: known?.connection ?? null,
    connectedCount,
    isAmbiguous: connectionId === undefined && connectedCount > 1,
    canConnect: known?.canConnect ?? false,
    isLoading: isPending || isLocaleLoading,
    problem: isError && !isLocaleLoading ? error.problem : null,
    refetch: () => void refetch(),
  }
}
