// The refreshes that run in this process: at most one per connection, which everyone who needs it waits for.
import type { Actor } from '@mooring/contract'
import type { Deps } from '../deps.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { createBreaker } from './breaker.ts'
import type { RefreshContext, RefreshRun } from './refresh-context.ts'
import type { StoredState, Take } from './refresh-intent.ts'
import { runRefresh } from './refresh-run.ts'
import type { RefreshCause } from './settle-refresh.ts'
import type { ReadState } from './state-reads.ts'
import type { LiveTokens } from './token-cache.ts'
import { Turns } from './turns.ts'

/** Why and how a refresh is made. */
export interface RefreshRequest {
  readonly cause: RefreshCause
  /** The generation of the token that Intuit refused: nothing is done where the stored grant is newer. */
  readonly rejectedGeneration?: number
  readonly actor?: Actor | null
  /** Takes the connection in the write that begins the refresh; nothing is done where it gives null. Default: it is not taken. */
  readonly take?: Take
  /** What its caller has just read. Default: it reads that itself. */
  readonly found?: StoredState
}

export interface RefreshUnderWay {
  readonly run: RefreshRun
  /** The row after the refresh. */
  readonly done: Promise<ConnectionRecord>
}

export class RefreshesUnderWay {
  readonly #underWay = new Map<string, RefreshUnderWay>()
  readonly #context: RefreshContext
  #isClosing = false

  constructor(deps: Deps, tools: { readonly readState: ReadState; readonly moment: LiveTokens['moment'] }) {
    const isClosing = () => this.#isClosing
    this.#context = { ...tools, deps, breaker: createBreaker(), turns: new Turns(), isClosing }
  }

  of(connectionId: string): RefreshUnderWay | undefined {
    return this.#underWay.get(connectionId)
  }

  /** Joins the connection's refresh, whatever that is made for, or begins one. */
  join(connectionId: string, request: RefreshRequest): RefreshUnderWay {
    return this.of(connectionId) ?? this.#begin(connectionId, request)
  }

  /** Waits for all of them. One that waits for another process's refresh gives up. */
  async close(): Promise<void> {
    this.#isClosing = true
    await Promise.allSettled([...this.#underWay.values()].map(({ done }) => done))
  }

  #begin(
    connectionId: string,
    { cause, rejectedGeneration, actor, take, found }: RefreshRequest,
  ): RefreshUnderWay {
    const run: RefreshRun = {
      connectionId,
      cause,
      actor: actor ?? null,
      rejectedGeneration: rejectedGeneration ?? null,
      take: take ?? null,
      found: found ?? null,
      seen: null,
      isStoring: false,
      called: false,
      failed: false,
    }
    const done = runRefresh(this.#context, run).finally(() => this.#underWay.delete(connectionId))
    const begun = { run, done }
    this.#underWay.set(connectionId, begun)
    return begun
  }
}
