// A map of bounded size: what was not used for longest leaves first.

/** Two generations: what is used moves to the young one; when that is full, it becomes the old one, and the old one is dropped. */
export class RecentlyUsed<Value> {
  readonly #most: number
  #young = new Map<string, Value>()
  #old = new Map<string, Value>()

  /** @param most how many entries there are at most */
  constructor(most: number) {
    this.#most = most
  }

  get(key: string): Value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: string, value: Value): void {
    this.#old.delete(key)
    this.#young.set(key, value)
    if (this.#young.size >= this.#most / 2) this.age()
  }

  delete(key: string): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }

  /** Drops what was not used since this was called last. */
  age(): void {
    this.#old = this.#young
    this.#young = new Map()
  }
}
