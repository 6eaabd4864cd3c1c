// What a person does in one window of a browser, whichever engine it runs: the journeys know no driver.

/** Most that is waited for anything. */
export const PATIENCE_MS = 20_000

/** By its role and its accessible name, which is the whole one. */
export type Named = readonly [role: string, name: string]

/** One window. What is waited for comes within `PATIENCE_MS`, or the wait rejects with what it was. */
export interface Tab {
  goto(address: string): Promise<void>
  reload(): Promise<void>
  close(): Promise<void>
  isClosed(): Promise<boolean>
  /** Waits for what is seen. */
  sees(...one: Named): Promise<void>
  /** Waits until no such thing is seen. */
  misses(...one: Named): Promise<void>
  /** Waits for a text on the page. */
  reads(text: string): Promise<void>
  /** By the mouse, once it is there. */
  click(...one: Named): Promise<void>
  /** Keys by the names of the standard: "Enter", "Tab", "ArrowDown". */
  press(...keys: Key[]): Promise<void>
  /** Waits until it has the focus. */
  focuses(...one: Named): Promise<void>
  /** Resolves to the window that opens meanwhile. */
  opening(work: () => Promise<void>): Promise<Tab>
  /** Runs a function on the page; it sees nothing from around it. */
  run<Result>(work: () => Result): Promise<Result>
  /** A PNG of what is seen. */
  picture(): Promise<Uint8Array>
}

export type Key = 'Tab' | 'Enter' | 'Escape' | 'ArrowDown' | 'End'

/** A person's browser with nothing from before, and its first window. Leaving the scope of `await using` ends it. */
export interface Visit extends AsyncDisposable {
  readonly tab: Tab
  /** Errors on the console of any window; none where the driver can't report them. */
  readonly troubles: readonly string[]
}

export interface VisitOptions {
  /** CSS px. @default 1200 by 900 */
  readonly size?: { readonly width: number; readonly height: number }
  /** As a person with a high-contrast theme sees it. @default false */
  readonly forcedColours?: boolean
}

/** An engine that was started. */
export interface RunningEngine extends AsyncDisposable {
  visit(options?: VisitOptions): Promise<Visit>
}

export interface Engine {
  readonly name: string
  /** Why its tests are left out; null: they are not. */
  readonly reasonToSkip: string | null
  /** Whether it knows forced colours. */
  readonly hasForcedColours: boolean
  open(): Promise<RunningEngine>
}
