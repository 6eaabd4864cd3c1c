// Intuit's limits per company, observed here: requests wait for their turn instead of being refused.
import { MINUTE, SECOND } from '../platform/clock.ts'

/** 10 requests a second and 500 a minute per company (Intuit's limits page). */
const LIMITS = [
  { permits: 10, per: SECOND },
  { permits: 500, per: MINUTE },
] as const

interface Gate {
  /** Resolves with true where it had to wait. @param yields goes after all who don't, and leaves them half of the permits */
  pass(signal: AbortSignal | null, yields: boolean): Promise<boolean>
}

/** Lets `permits` through; each permit comes back `per` ms after it was taken. */
function createGate(permits: number, per: number, pause: (ms: number) => Promise<void>): Gate {
  const waiting: (() => void)[] = []
  const yielding: (() => void)[] = []
  const reserved = Math.floor(permits / 2)
  let free = permits
  const next = () => (waiting.length > 0 || free <= reserved ? waiting : yielding).shift()
  const take = () => {
    free--
    void pause(per).then(() => {
      free++
      next()?.()
    })
  }
  return {
    pass(signal, yields) {
      const queue = yields ? yielding : waiting
      const isFree = yields ? free > reserved && waiting.length === 0 : free > 0
      if (isFree && queue.length === 0) {
        take()
        return Promise.resolve(false)
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          signal?.removeEventListener('abort', leave)
          take()
          resolve(true)
        }
        const leave = () => {
          queue.splice(queue.indexOf(enter), 1)
          reject(signal?.reason)
        }
        queue.push(enter)
        signal?.addEventListener('abort', leave, { once: true })
      })
    },
  }
}

/** The pace of one company's requests. */
export interface RequestPace {
  /**
   * Waits for this request's turn.
   * @param yields true for what can wait: others go first, and half of the permits are theirs. Default false
   * @returns true where it had to wait
   * @throws the signal's reason where it aborts meanwhile
   */
  turn(signal: AbortSignal | null, yields?: boolean): Promise<boolean>
}

/** @param pause resolves after so many ms of real time: Intuit's limits know no other */
export function createRequestPace(pause: (ms: number) => Promise<void>): RequestPace {
  const gates = LIMITS.map(({ permits, per }) => createGate(permits, per, pause))
  return {
    async turn(signal, yields = false) {
      signal?.throwIfAborted()
      let waited = false
      for (const gate of gates) waited = (await gate.pass(signal, yields)) || waited
      return waited
    },
  }
}
