// The logger's shape (pino's), and the silent default.

/** A pino-shaped logger. Mooring hands it references, codes and `intuit_tid`s, never a secret. */
export interface Logger {
  debug(fields: Record<string, unknown>, message: string): void
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

/**
 * What a line of ours carries. Which connection it is about never comes without its tenant; the sentence is the second
 * argument alone, since a logger writes it under one of these two names.
 */
export type LogFields = {
  readonly [name: string]: unknown
  readonly message?: never
  readonly msg?: never
} & (
  | { readonly connectionId?: never }
  | { readonly connectionId: string | null; readonly tenantId: string | null }
)

/** A host's logger as the rest of the adapter may use it. */
export interface Log {
  debug(fields: LogFields, sentence: string): void
  info(fields: LogFields, sentence: string): void
  warn(fields: LogFields, sentence: string): void
  error(fields: LogFields, sentence: string): void
}

/** The same logger for what is about one connection, or the attempt at one: each line names it and its tenant. */
export function logAbout(
  log: Log,
  subject: { readonly tenantId: string; readonly connectionId: string | null; readonly attemptId?: string },
): Log {
  const about = (write: Log['info']) => (fields: LogFields, sentence: string) =>
    write({ ...fields, ...subject }, sentence)
  return {
    debug: about((fields, sentence) => log.debug(fields, sentence)),
    info: about((fields, sentence) => log.info(fields, sentence)),
    warn: about((fields, sentence) => log.warn(fields, sentence)),
    error: about((fields, sentence) => log.error(fields, sentence)),
  }
}

const nothing = (): void => {}

export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing }
