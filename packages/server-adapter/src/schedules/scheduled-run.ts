// The host's work that begins by itself, and what it is given.
import type { HostConnection } from '@mooring/contract'
import type { RunTools } from '../config/options.ts'
import type { Cause } from './next-run.ts'

/** What scheduled work is given. */
export interface ScheduledTools extends RunTools {
  readonly connection: HostConnection & { readonly tenantId: string }
  /** The schedule's name. */
  readonly name: string
  /** Why it runs; `again`: the run before it failed, could not begin, or its process ended. */
  readonly cause: Cause
}

export type ScheduledWork = (tools: ScheduledTools) => Promise<unknown>
