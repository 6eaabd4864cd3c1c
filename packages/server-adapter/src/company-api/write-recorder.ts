// Where the answers to a host's requests go, so that what they wrote is on record.

/** A request of the host's that was answered. */
export interface Answered {
  readonly tenantId: string
  readonly connectionId: string
  readonly runId: string | null
  readonly path: string
  readonly init: RequestInit
}

export interface WriteRecorder {
  /** Reads a copy of an answer. Never throws, never waits. */
  note(answered: Answered, response: Response): void
  /** Resolves once what this process has seen so far is stored, or after `WRITES_WAIT_MS`. Never rejects. */
  settled(): Promise<void>
}

/** Where the log is off. */
export const noWriteLog: WriteRecorder = { note: () => {}, settled: async () => {} }
