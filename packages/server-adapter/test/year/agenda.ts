// What is to happen and when, on a virtual clock.

interface Entry {
  readonly at: number
  readonly happen: () => void | Promise<void>
}

export class Agenda {
  /** The latest first, so that the next is taken from the end. */
  readonly #entries: Entry[] = []

  /** @param at ms since the epoch */
  add(at: number, happen: Entry['happen']): void {
    let [low, high] = [0, this.#entries.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#entries[middle]?.at ?? 0) > at) low = middle + 1
      else high = middle
    }
    this.#entries.splice(low, 0, { at, happen })
  }

  /** When the next is; Infinity where nothing is left. */
  nextAt = (): number => this.#entries.at(-1)?.at ?? Number.POSITIVE_INFINITY

  /** All that is due by then, the earliest first. */
  async happenUntil(now: number): Promise<void> {
    while (this.nextAt() <= now) await this.#entries.pop()?.happen()
  }
}
