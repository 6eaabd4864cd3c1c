// Port: spans and metrics for the people who operate the product. Nothing in an attribute names a person, a company or a token.
/** What a span or a measurement is marked with. */
export interface Attributes {
  readonly 'mooring.outcome'?: string
  readonly 'mooring.reason'?: string
  readonly 'mooring.cause'?: string
  readonly 'http.response.status_code'?: number
}

export type SpanName =
  | 'mooring.refresh'
  | 'mooring.request'
  | 'mooring.callback'
  | 'mooring.deliver'
  | 'mooring.job'

/** What came of a refresh that Intuit was asked for. */
export interface RefreshMeasured {
  readonly outcome: 'succeeded' | 'failed'
  readonly cause: string
  /** Why the connection is as it is after a failure. */
  readonly reason: string | null
  readonly seconds: number
}

/** What gauges show, counted when they are read. */
export interface Gauges {
  readonly connections: Readonly<Record<string, number>>
  readonly eventBacklog: number
}

export interface Telemetry {
  /**
   * Does work within a span. Its outcome is `succeeded`, or `failed` where the work rejects, unless the work sets another.
   * @param work is handed what sets attributes
   */
  span<T>(
    name: SpanName,
    attributes: Attributes,
    work: (set: (attributes: Attributes) => void) => Promise<T>,
  ): Promise<T>
  refreshed(measured: RefreshMeasured): void
  /** A call of Intuit's has ended. @param status null where no answer came */
  asked(status: number | null): void
  /** Intuit answered a read of a company that it counts. @param purpose what it was for */
  read(purpose: string): void
  /** Something changed at Intuit so long before its webhook arrived. */
  webhookDelayed(seconds: number): void
  /** Resolves once it is known whether anything listens. */
  ready(): Promise<void>
  /** Has gauges read from now on, until `close`. */
  observe(read: () => Promise<Gauges>): void
  close(): void
}

export const noTelemetry: Telemetry = {
  span: async (_name, _attributes, work) => await work(() => {}),
  refreshed: () => {},
  asked: () => {},
  read: () => {},
  webhookDelayed: () => {},
  ready: async () => {},
  observe: () => {},
  close: () => {},
}
