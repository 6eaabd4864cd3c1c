/** A real server on this machine. */
export interface PostgresServer {
  /** A connection string with a password in it. */
  readonly url: string
  readonly port: number
  /** Where it keeps its data. */
  readonly folder: string
  /** Starts it again after `stop` or `crash`. */
  start(): Promise<void>
  /** Ends its sessions and stops. */
  stop(): Promise<void>
  /** Dies at once, without a checkpoint: what is not durable is lost. */
  crash(): Promise<void>
  /** Stops it and deletes its folder. */
  remove(): Promise<void>
}

/**
 * Starts a server of its own in `folder` (default: a new temporary one), on `port` (default: any free one).
 * `durable: false` (default) leaves out fsync: it outlives its own death, not the machine's.
 * It stops with this process, however that ends. @throws Error that says what is missing
 */
export declare function startPostgres(options?: {
  folder?: string
  port?: number
  durable?: boolean
}): Promise<PostgresServer>
