// The key of what is read of one connection; whenever the connection changes it is read again.
import type { Connection } from '@mooring/contract'
import { useEffect, useMemo, useRef } from 'react'
import { useMooring } from './useMooring.ts'

/** What a reading may depend on: progress and times of proof come too often. */
const standOf = ({ status, reason, sync, setup, reauthorizedAt, company }: Connection) =>
  [status, reason, sync.state, setup.state, reauthorizedAt, company.name].join(' ')

/**
 * @param part names what is read
 * @returns a query key beside the provider's list
 */
export function useReadingKey(connection: Connection | null, part: string): readonly unknown[] {
  const { list, queryClient } = useMooring()
  const id = connection?.id
  const key = useMemo(() => [...list.queryKey.slice(0, -1), 'readings', id, part], [list, id, part])
  const stand = connection && standOf(connection)
  const known = useRef({ key, stand })
  useEffect(() => {
    const isChange = known.current.key === key && known.current.stand !== stand
    known.current = { key, stand }
    if (isChange) void queryClient.invalidateQueries({ queryKey: key })
  }, [stand, key, queryClient])
  return key
}
