// The last taking back of a connection, followed until its end.
import type { Connection, LastTakeBack, Problem, TakeBack } from '@mooring/contract'
import { useEffect, useRef } from 'react'
import { useConnectionQuery } from '../../hooks/useConnectionQuery.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWriteMessages } from '../../hooks/useWriteMessages.ts'

/** How often it is read again while it runs, and while it waits, ms: its own end is no change of the connection's. */
const AGAIN_MS = { running: 2000, waiting: 15_000 } as const

export interface TakeBackReading {
  /** Null where there never was one, and until it is here. */
  readonly last: TakeBack | null
  readonly problem: Problem | null
  readonly refetch: () => void
}

/** @param onEnd called when one ends that was seen under way */
export function useTakeBack({ id }: Connection, onEnd: () => void): TakeBackReading {
  const { answer, problem, refetch } = useConnectionQuery<LastTakeBack>(
    id,
    '/connections/:id/writes/take-back',
  )
  const last = answer?.takeBack ?? null
  const wait = last?.state === 'running' || last?.state === 'waiting' ? AGAIN_MS[last.state] : null
  const again = useRef(refetch)
  useEffect(() => {
    again.current = refetch
  })
  useEffect(() => {
    if (wait === null) return
    const timer = setInterval(() => again.current(), wait)
    return () => clearInterval(timer)
  }, [wait])
  useEnd(last, onEnd)
  return { last, problem, refetch }
}

/** Says once what came of it. */
function useEnd(last: TakeBack | null, onEnd: () => void): void {
  const { announcer } = useMooring()
  const words = useWriteMessages()
  const open = useRef<string | null>(null)
  const end = useRef<(ended: TakeBack) => void>(() => {})
  useEffect(() => {
    end.current = ({ state, removed }) => {
      announcer.announce(state === 'done' ? words.tookBack(removed.length) : words.takeBackEnded)
      onEnd()
    }
  })
  useEffect(() => {
    if (last === null) return
    const isOver = last.state === 'done' || last.state === 'ended'
    if (isOver && open.current === last.id) end.current(last)
    open.current = isOver ? null : last.id
  }, [last])
}
