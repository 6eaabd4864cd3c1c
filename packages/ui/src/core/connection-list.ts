// The tenant's connections in the query cache, and how they are fetched.
import type { Attempt, ConnectionList } from '@mooring/contract'
import { queryOptions } from '@tanstack/react-query'
import type { Client } from './client.ts'
import type { Path } from './paths.ts'
import type { ProblemError } from './problem-error.ts'

interface ListSource {
  readonly client: Client
  /** Separates this provider's list from another tenant's in the same cache. */
  readonly scope: readonly string[]
  /**
   * Awaited before a list, or why there is none, is shown. What shows it comes in one piece, and the attempts are taken
   * up: no second one may be started meanwhile.
   */
  readonly restore: (attempts: readonly Attempt[]) => Promise<void>
}

/** The list, page by page: a server sends at most 500 connections at once. */
async function wholeList(client: Client): Promise<ConnectionList> {
  const read = (page = '') =>
    client.get<ConnectionList>(
      ('/connections' satisfies Path) + page,
      'connections' satisfies keyof ConnectionList,
    )
  const list = await read()
  while (list.nextPage) {
    const { connections, nextPage } = await read(`?page=${list.nextPage}`)
    list.connections.push(...connections)
    list.nextPage = nextPage
  }
  return list
}

export const connectionList = ({ client, scope, restore }: ListSource) =>
  queryOptions<ConnectionList, ProblemError>({
    queryKey: ['mooring', ...scope, 'connections'],
    queryFn: async () => {
      const asked = wholeList(client)
      const attempts = await asked.then(
        (list) => list.attempts,
        () => [],
      )
      await restore(attempts)
      return asked
    },
    // The event stream updates it and asks again; what is wrong shows at once.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    throwOnError: false,
    // What appears because of a failure does not cause another one.
    retryOnMount: false,
    networkMode: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: 'always',
  })
