// Loads Intuit's client in a process that hands out tokens, before its first refresh has to wait for it.
import type { IntuitGateway } from '../gateway/intuit-gateway.ts'

/** Milliseconds after the first token: loading takes the event loop for as long as it lasts, and the host's own call is on its way by then. */
const PREPARE_AFTER_MS = 250

export interface GatewayPreparation {
  /** Soon, once, and only if the process is still there. */
  begin(): void
  close(): void
}

export function prepareGateway({ prepare }: Pick<IntuitGateway, 'prepare'>): GatewayPreparation {
  let timer: NodeJS.Timeout | null = null
  let isClosed = false
  return {
    begin() {
      if (isClosed) return
      // What can't be loaded is reported by the call that needs it.
      timer ??= setTimeout(() => void prepare?.().catch(() => {}), PREPARE_AFTER_MS).unref()
    },
    close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
