// The simulator's state and what can be done to it, through the demo's server.
import type { SimulatorState } from '@mooring/simulator'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { hostGet, hostPost } from '../host-api.ts'

export type { RecordedRequest, SimulatorState } from '@mooring/simulator'

/** A change, as a control route and its body. */
export interface Change {
  path: string
  body?: object
}

/** How a part of the panel makes a change. */
export type Make = (change: Change, then?: (answer: Record<string, unknown>) => void) => void

const EVERY_MS = 2000

/** The simulator's state, read again and again. */
export const useSimulator = () =>
  useQuery({
    queryKey: ['simulator'],
    queryFn: () => hostGet<SimulatorState>('/simulator/state'),
    refetchInterval: EVERY_MS,
  })

/** Makes a change; the state is read again after it. */
export function useChange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: Change) => hostPost<Record<string, unknown>>(`/simulator${path}`, body),
    onSettled: () => queries.invalidateQueries(),
  })
}
