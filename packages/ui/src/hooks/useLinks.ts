// The links of a connection for people without a login: read, created, revoked.
import type { Connection, Link, LinkList, LinkReply, LinkRequest, Problem } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import { pathOf } from '../core/paths.ts'
import type { ProblemError } from '../core/problem-error.ts'
import { QUERY_DEFAULTS, useConnectionQueryKey } from './useConnectionQuery.ts'
import { useMooring } from './useMooring.ts'

/** While a link is open its reader may act at any moment, which the event stream of connections does not carry. */
const READ_AGAIN_MS = 10_000

export interface Links {
  /** Newest first; empty until they are here. */
  readonly links: readonly Link[]
  readonly isLoading: boolean
  /** Why they could not be read just now; `links` are then the last known ones. */
  readonly problem: Problem | null
  readonly refetch: () => void
  /** Rejects with a `ProblemError`. */
  readonly create: (request: LinkRequest) => Promise<LinkReply>
  /** Rejects with a `ProblemError`. */
  readonly revoke: (id: string) => Promise<Link>
}

export const isOpenLink = ({ state }: Link): boolean => state === 'created' || state === 'at_intuit'

/** @param isAllowed whether the caller may re-authorize: nothing is asked without that right */
export function useLinks(connection: Connection, isAllowed: boolean): Links {
  const { client, queryClient } = useMooring()
  const queryKey = useConnectionQueryKey(connection, 'links')
  const path = pathOf('/connections/:id/links', connection.id)
  const { data, isPending, isError, error, refetch } = useQuery<LinkList, ProblemError>(
    {
      ...QUERY_DEFAULTS,
      queryKey,
      queryFn: () => client.get<LinkList>(path, 'links'),
      enabled: isAllowed,
      refetchInterval: ({ state }) => (state.data?.links.some(isOpenLink) ? READ_AGAIN_MS : false),
    },
    queryClient,
  )
  /** Shown at once, whatever is being read meanwhile. */
  const put = async (link: Link) => {
    await queryClient.cancelQueries({ queryKey })
    queryClient.setQueryData<LinkList>(queryKey, (known) => {
      const links = known?.links ?? []
      const isKnown = links.some(({ id }) => id === link.id)
      return { links: isKnown ? links.map((one) => (one.id === link.id ? link : one)) : [link, ...links] }
    })
  }
  return {
    links: data?.links ?? [],
    isLoading: isAllowed && isPending,
    problem: isError ? error.problem : null,
    refetch: () => void refetch(),
    create: async (request) => {
      const reply = await client.post<LinkReply>(path, request)
      await put(reply.link)
      return reply
    },
    revoke: async (id) => {
      const link = await client.post<Link>(pathOf('/links/:id/revoke', id))
      await put(link)
      return link
    },
  }
}
