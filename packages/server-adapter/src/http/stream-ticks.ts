// One timer for all event streams of an adapter.
import { SECOND } from '../platform/clock.ts'

/** How often each of them is called, ms. */
export const TICK_MS = SECOND

/** @returns adds a function that is called with every tick; what that returns takes it out again */
export function createTicks(): (tick: () => void) => () => void {
  const ticking = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined
  const tickAll = () => {
    for (const tick of ticking) tick()
  }
  return (tick) => {
    ticking.add(tick)
    timer ??= setInterval(tickAll, TICK_MS).unref()
    return () => {
      ticking.delete(tick)
      if (ticking.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }
}
