// How many refreshes of a process begin at once. What waits longer than that is let in by groups, so that what each reads again
// before it begins is read together.

/** A pool's connections, and some to wait for them. */
const MOST = 16
const GROUP = 8

export interface Turn {
  /** Resolves once it may begin. @returns whether it had to wait: what it has read may be old */
  take(): Promise<boolean>
  /** Again: changes nothing. */
  end(): void
}

export class Turns {
  #free = MOST
  readonly #waiting: (() => void)[] = []

  turn(): Turn {
    let isTaken = false
    return {
      take: async () => {
        if (isTaken) return false
        const hasWaited = await this.#take()
        isTaken = true
        return hasWaited
      },
      end: () => {
        if (isTaken) this.#end()
        isTaken = false
      },
    }
  }

  async #take(): Promise<boolean> {
    if (this.#free > 0 && this.#waiting.length === 0) {
      this.#free--
      return false
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return true
  }

  #end(): void {
    this.#free++
    if (this.#free < Math.min(GROUP, this.#waiting.length)) return
    const group = this.#waiting.splice(0, this.#free)
    this.#free -= group.length
    for (const begin of group) begin()
  }
}
