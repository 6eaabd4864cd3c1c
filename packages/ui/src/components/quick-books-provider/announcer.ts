// What the provider's live region says next.

/** One text at a time; the same text again is said again. */
export class Announcer {
  #said = { text: '', count: 0 }
  #watchers = new Set<() => void>()

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  readonly read = (): { readonly text: string; readonly count: number } => this.#said

  say(text: string): void {
    this.#said = { text, count: this.#said.count + 1 }
    for (const watcher of this.#watchers) watcher()
  }
}
