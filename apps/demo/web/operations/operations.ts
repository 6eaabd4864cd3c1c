// What an operator reads and does: Mooring's routes, and the host's own for what stands still.
import type { Connection, OperationsHealth, Problem, Status } from '@mooring/contract'
import { ROUTES } from '@mooring/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { HostProblem, hostGet, hostPost } from '../host-api.ts'

const EVERY_MS = 5000

/** A connection of any tenant. */
export type AnyConnection = Connection & { tenantId: string }

/** A page of them; `nextCursor` is null on the last one. */
export interface ConnectionPage {
  connections: AnyConnection[]
  nextCursor: string | null
}

/** A queue of events that stands still. */
export interface StalledQueue {
  connectionId: string | null
  tenantId: string | null
  eventId: string
  type: string
  tries: number
  stalledSince: string
}

async function read<T>(path: string): Promise<T> {
  const reply = await fetch(`/api/quickbooks${path}`)
  const body: unknown = await reply.json()
  if (reply.ok) return body as T
  const { code, detail } = body as Problem
  throw new HostProblem(code, detail)
}

/** What is counted, kept fresh. */
export const useOperationsHealth = () =>
  useQuery({
    queryKey: ['operations'],
    queryFn: () => read<OperationsHealth>(ROUTES.operationsHealth.path),
    refetchInterval: EVERY_MS,
  })

/** A page of all tenants' connections. @param cursor null for the first */
export const useEveryConnection = (status: Status | '', cursor: string | null) =>
  useQuery({
    queryKey: ['operations', 'connections', status, cursor],
    queryFn: () => {
      const search = new URLSearchParams({ ...(status && { status }), ...(cursor && { cursor }) })
      return read<ConnectionPage>(`${ROUTES.operationsConnections.path}?${search}`)
    },
    refetchInterval: EVERY_MS,
  })

/** What stands still, and whether the host refuses events just now. */
export const useQueues = () =>
  useQuery({
    queryKey: ['operations', 'queues'],
    queryFn: () => hostGet<{ queues: StalledQueue[]; isRefusing: boolean }>('/operations/queues'),
    refetchInterval: EVERY_MS,
  })

/** A campaign, and how far it is. */
export interface Campaign {
  id: string
  startedAt: string
  /** RFC 3339. */
  deadline: string
  endedAt: string | null
  ended: boolean
  selected: number
  waiting: number
  asked: number
  done: number
  gone: number
  /** How many are asked a day; null for all at once. */
  perDay: number | null
  /** Each UTC day on which somebody was asked or done, oldest first. */
  byDay: { date: string; asked: number; done: number }[]
}

/** All campaigns, the newest first. */
export const useCampaigns = () =>
  useQuery({
    queryKey: ['operations', 'campaigns'],
    queryFn: () => hostGet<{ campaigns: Campaign[] }>('/operations/campaigns'),
    refetchInterval: EVERY_MS,
  })

/** Does something on the host's server; everything is read again after it. */
export function useOperatorWork() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => hostPost(`/operations${path}`, body),
    onSettled: () => queries.invalidateQueries({ queryKey: ['operations'] }),
  })
}
