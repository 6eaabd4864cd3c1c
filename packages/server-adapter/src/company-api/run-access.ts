// How a guarded run asks Intuit, and whose reads they are.

import type { CompanyRequestInit } from '../config/request-options.ts'
import type { ReadPurpose } from '../stores/reads.ts'
import type { ConnectionRecord } from '../stores/records.ts'

/** A run, and what its reads are counted for. */
export interface GuardedRun {
  readonly tenantId: string
  readonly connectionId: string
  readonly runId: string
  readonly purpose: Extract<ReadPurpose, 'run' | 'setup' | 'take_back'>
}

/** How a guarded run asks Intuit. */
export interface RunAccess {
  /**
   * A throttled call is repeated as soon as Intuit lets it; a call that was refused, or has no token, while no one knows
   * whether the connection works waits for that first.
   * A deadline of its own is one for each try; without it each has as long as Intuit takes.
   * @param verdict waits until that is known; rejects where the run can't go on
   * @throws what `request` throws, and what `verdict` rejects with
   */
  request(path: string, init: CompanyRequestInit, verdict: () => Promise<void>): Promise<Response>
  /** Makes the try that a connection in doubt waits for, where the token endpoint has to be asked. */
  askAgain(row: ConnectionRecord): Promise<unknown>
}
