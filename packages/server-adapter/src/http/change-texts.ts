// Changes as an event stream sends them: made once for all streams that may see the same of a change.
import type { Attempt, Connection } from '@mooring/contract'
import type { Identity } from '../config/options.ts'
import type { Log, LogFields } from '../platform/logger.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import type { ChangedRow } from './read-changes.ts'

/** What has changed, as a caller sees it. */
export interface Shown {
  readonly connection: (caller: Identity, record: ConnectionRecord) => Promise<Connection>
  readonly attempt: (caller: Identity, record: AttemptRecord) => Attempt
}

type Texts = Map<string, Promise<string | null>>

export class ChangeTexts {
  readonly #shown: Shown
  readonly #logger: Log
  /** All streams of a tenant get the same objects. */
  readonly #texts = new WeakMap<ChangedRow, Texts>()

  constructor(shown: Shown, logger: Log) {
    this.#shown = shown
    this.#logger = logger
  }

  /** @returns null for what cannot be shown: the stream goes on without it, and the page's next list has it */
  of(caller: Identity, change: ChangedRow): Promise<string | null> {
    const texts: Texts = this.#texts.get(change) ?? new Map()
    this.#texts.set(change, texts)
    const key = viewKey(caller, change)
    const text = texts.get(key) ?? this.#write(caller, change)
    texts.set(key, text)
    return text
  }

  async #write(caller: Identity, change: ChangedRow): Promise<string | null> {
    try {
      const value = await this.#view(caller, change)
      return `id: ${change.position}\nevent: ${change.kind}\ndata: ${JSON.stringify(value)}\n\n`
    } catch (error) {
      logUnshown(this.#logger, change, error)
      return null
    }
  }

  async #view(caller: Identity, change: ChangedRow): Promise<Connection | Attempt> {
    return change.kind === 'connection'
      ? await this.#shown.connection(caller, change.record)
      : this.#shown.attempt(caller, change.record)
  }
}

/** Callers with the same key see the same of a change. The user who began an attempt sees more of it than others. */
function viewKey({ permissions, userId }: Identity, { kind }: ChangedRow): string {
  const rights = permissions.join()
  return kind === 'connection' ? rights : JSON.stringify([rights, userId])
}

function logUnshown(logger: Log, { kind, record }: ChangedRow, error: unknown): void {
  const problem = error instanceof Error ? error.name : 'unknown'
  const { id, tenantId } = record
  const subject: LogFields =
    kind === 'connection' ? { connectionId: id, tenantId } : { attemptId: id, tenantId }
  logger.error({ ...subject, problem }, 'A change could not be shown')
}
