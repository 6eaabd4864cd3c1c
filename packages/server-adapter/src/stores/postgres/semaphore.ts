// Who waits for a connection waits here, in order: the pool's own timeout is for a server that does not answer.
import { PostgresFailure } from './postgres-error.ts'

/** How long a turn is waited for, ms: a crowd is served late rather than refused. */
const LONGEST_WAIT = 20_000

/** As many at once as the pool has connections. */
export class Semaphore {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(permits: number) {
    this.#free = permits
  }

  /** @returns ends the turn. @throws PostgresFailure where the pool stays used up */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--
    else await this.#wait()
    let over = false
    return () => {
      if (!over) this.#next()
      over = true
    }
  }

  #next(): void {
    const [first] = this.#waiting
    if (first === undefined) this.#free++
    else first()
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        this.#waiting.delete(go)
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(go)
        reject(new PostgresFailure('MOORING_CROWDED'))
      }, LONGEST_WAIT)
      this.#waiting.add(go)
    })
  }
}
