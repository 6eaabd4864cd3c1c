// What the host product is made of, and what its routes know of a request.
import type { QuickBooksAdapter } from '@mooring/server-adapter'
import type { Router } from 'express'
import type { HarborlineStore } from './harborline-store.ts'
import type { Person } from './people.ts'
import type { Sessions } from './session.ts'

/** What a host is made of. */
export interface HostDeps {
  quickbooks: QuickBooksAdapter
  sessions: Sessions
  store: HarborlineStore
  /** Whether the host refuses events just now. */
  refusal: { isOn: boolean }
  pause(ms: number): Promise<unknown>
  /** Mooring's clock, in ms since epoch. */
  now(): number
  pages: Router
  /** Drives the simulator; null when the demo started none. */
  simulatorPanel: Router | null
  /** Called with an error no one foresaw; the browser learns no more than that there was one. */
  onUnforeseen(error: unknown): void
}

/** What a request knows once its person is signed in. */
export type Locals = { person: Person }
