// Why the last switch in this tab left its company, for a question that was closed and is asked again.

import type { DisconnectWhy } from '@mooring/contract'
import { SWITCH, type SwitchTarget } from './outcome-log.ts'

/**
 * The reason that was last given in this tab for leaving a connection's company: also after a reload, and where the question about
 * the new company was closed.
 */
export function reasonToLeave(connectionId: string): DisconnectWhy | undefined {
  try {
    const last: SwitchTarget | null = JSON.parse(sessionStorage.getItem(SWITCH) ?? 'null')
    return last?.connectionId === connectionId ? last.why : undefined
  } catch {
    // Storage is disabled, or another script has written to it.
    return undefined
  }
}
