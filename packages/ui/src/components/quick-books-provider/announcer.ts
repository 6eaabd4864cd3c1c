// What the provider's live region says next, and whether a part of the kit could not be had.

/** One text at a time; the same text again is said again. */
export class Announcer {
  #said = { text: '', count: 0 }
  #isLost = false
  #watchers = new Set<() => void>()

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  readonly read = (): { readonly text: string; readonly count: number } => this.#said

  readonly isLost = (): boolean => this.#isLost

  say(text: string): void {
    this.#said = { text, count: this.#said.count + 1 }
    this.#changed()
  }

  /** A part that was wanted could not be loaded; or, at last, one could. */
  lose(isLost: boolean): void {
    if (isLost === this.#isLost) return
    this.#isLost = isLost
    this.#changed()
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher()
  }
}
