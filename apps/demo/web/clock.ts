// The time by which the pages speak: the simulator's, where its clock was moved.
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { hostGet } from './host-api.ts'

const EVERY_MS = 2000
/** Less is only how long the answer took. */
const JUMP_MS = 5000

/** How far the host's clock is ahead of this browser's, ms. */
async function readAhead(): Promise<number> {
  const { now } = await hostGet<{ now: number }>('/clock')
  return now - Date.now()
}

/** The clock of the host: another function after each jump. @param isMovable whether there is a simulator to move it */
export function useClock(isMovable: boolean): () => number {
  const { data = 0 } = useQuery({
    queryKey: ['clock'],
    queryFn: readAhead,
    enabled: isMovable,
    refetchInterval: EVERY_MS,
    structuralSharing: (before, found) =>
      typeof before === 'number' && Math.abs(Number(found) - before) < JUMP_MS ? before : found,
  })
  return useCallback(() => Date.now() + data, [data])
}
