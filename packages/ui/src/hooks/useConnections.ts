// All connections of the tenant.
import type { Connection, ConnectionList, DataUse, Problem } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import { useMooring } from './useMooring.ts'

/** What `useConnections` gives. */
export interface Connections {
  /** Empty until they are here. */
  readonly connections: readonly Connection[]
  /** What the caller may do besides what each connection's own `can` says. */
  readonly can: { readonly connect: boolean }
  /** Who else has a right that the caller lacks, as far as the host names them. */
  readonly whoCan: NonNullable<ConnectionList['whoCan']>
  /** How the host's support is reached: an address of mail or of a page, or words; null where the host says nothing. */
  readonly supportContact: string | null
  /** What the host does with the data, in its own words; null where it says nothing. */
  readonly dataUse: DataUse | null
  readonly isLoading: boolean
  /** Why the list could not be had just now; `connections` are then the last known ones. */
  readonly problem: Problem | null
  readonly refetch: () => void
}

const nothing: Pick<ConnectionList, 'connections' | 'can' | 'whoCan' | 'support' | 'dataUse'> = {
  connections: [],
  can: { connect: false },
  support: null,
  dataUse: null,
}
const noContacts = {}

/** The tenant's connections, updated by the provider's event stream. */
export function useConnections(): Connections {
  const { list, queryClient, isLocaleLoading } = useMooring()
  const { data, isPending, isError, error, refetch } = useQuery(list, queryClient)
  const known = (isLocaleLoading ? null : data) ?? nothing
  return {
    connections: known.connections,
    can: known.can,
    whoCan: known.whoCan ?? noContacts,
    supportContact: known.support?.contact ?? null,
    dataUse: known.dataUse,
    isLoading: isPending || isLocaleLoading,
    problem: isError && !isLocaleLoading ? error.problem : null,
    refetch: () => void refetch(),
  }
}
