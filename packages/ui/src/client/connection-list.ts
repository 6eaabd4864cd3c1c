// The tenant's connections in the query cache, and how they are fetched.
import type { Attempt, ConnectionList, ROUTES } from '@mooring/contract'
import { queryOptions } from '@tanstack/react-query'
import type { Client } from './client.ts'
import type { ProblemError } from './problem-error.ts'

/** Checked against the contract by its type: the table of routes is not needed for first paint. */
const LIST_PATH: (typeof ROUTES)['listConnections']['path'] = '/connections'

interface ListSource {
  readonly client: Client
  /** Keeps this provider's list apart from another tenant's in the same cache. */
  readonly scope: readonly string[]
  /**
   * Awaited before a list, or why there is none, is shown. What shows it comes in one piece, and the attempts are taken
   * up: nobody is to start a second one meanwhile.
   */
  readonly takeUp: (attempts: readonly Attempt[]) => Promise<void>
}

export const connectionList = ({ client, scope, takeUp }: ListSource) =>
  queryOptions<ConnectionList, ProblemError>({
    queryKey: ['mooring', ...scope, 'connections'],
    queryFn: async () => {
      const asked = client.get<ConnectionList>(LIST_PATH)
      const attempts = await asked.then(
        (list) => list.attempts,
        () => [],
      )
      await takeUp(attempts)
      return asked
    },
    // The event stream keeps it fresh and asks again; what is wrong shows at once.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // What appears because of a failure does not cause another one.
    retryOnMount: false,
    networkMode: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: 'always',
  })
