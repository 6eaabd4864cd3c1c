// What the provider's live region says next, and whether a part of the kit could not be had.

/** One text at a time; the same text again is said again. */
export class Announcer {
  #said = { text: '', count: 0 }
  #lost = new Set<unknown>()
  #watchers = new Set<() => void>()

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  readonly read = (): { readonly text: string; readonly count: number } => this.#said

  readonly hasLoadFailed = (): boolean => this.#lost.size > 0

  announce(text: string): void {
    this.#said = { text, count: this.#said.count + 1 }
    this.#changed()
  }

  /** A part that was needed could not be loaded, or could be at last. Each part counts by itself. */
  setLoadFailed(part: unknown, isLost: boolean): void {
    if (isLost === this.#lost.has(part)) return
    if (isLost) this.#lost.add(part)
    else this.#lost.delete(part)
    this.#changed()
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher()
  }
}
