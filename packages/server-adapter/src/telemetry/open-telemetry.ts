// Driver: OpenTelemetry by its API package, where that is installed. What is measured goes to the host's own SDK.
import type { Gauges, Telemetry } from './telemetry.ts'

type Api = typeof import('@opentelemetry/api')
type Instruments = ReturnType<typeof instrumentsOf>

const SCOPE = '@mooring/server-adapter'
/** Seconds: a refresh takes about half a second, and 30 at the most. */
const REFRESH_BOUNDARIES = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60]
/** Seconds: Intuit sends most webhooks within five minutes, and some after hours. */
const DELAY_BOUNDARIES = [1, 5, 15, 60, 300, 900, 3_600, 21_600, 86_400]

async function loadApi(): Promise<Api | null> {
  try {
    return await import('@opentelemetry/api')
  } catch {
    return null
  }
}

function instrumentsOf({ metrics }: Api) {
  const meter = metrics.getMeter(SCOPE)
  return {
    meter,
    refreshes: meter.createCounter('mooring.refreshes', {
      description: 'Refreshes that Intuit was asked for',
      unit: '{refresh}',
    }),
    duration: meter.createHistogram('mooring.refresh.duration', {
      description: 'From the read of the store until the outcome is stored',
      unit: 's',
      advice: { explicitBucketBoundaries: REFRESH_BOUNDARIES },
    }),
    requests: meter.createCounter('mooring.intuit.requests', {
      description: 'HTTP requests to Intuit',
      unit: '{request}',
    }),
    reads: meter.createCounter('mooring.intuit.reads', {
      description: "Reads of companies that count against the month's plan at Intuit",
      unit: '{read}',
    }),
    delay: meter.createHistogram('mooring.webhooks.delay', {
      description: 'From a change at Intuit until its webhook arrived',
      unit: 's',
      advice: { explicitBucketBoundaries: DELAY_BOUNDARIES },
    }),
    connections: meter.createObservableGauge('mooring.connections', {
      description: 'Connections by status',
      unit: '{connection}',
    }),
    backlog: meter.createObservableGauge('mooring.events.backlog', {
      description: 'Events that the product has not taken yet',
      unit: '{event}',
    }),
  }
}

/** @returns what ends it */
function observing({ meter, connections, backlog }: Instruments, read: () => Promise<Gauges>): () => void {
  const gauges = [connections, backlog]
  const collect = async (result: Parameters<Parameters<typeof meter.addBatchObservableCallback>[0]>[0]) => {
    // A store that is away leaves a gap, not a wrong number.
    const counted = await read().catch(() => null)
    if (counted === null) return
    for (const [status, count] of Object.entries(counted.connections))
      result.observe(connections, count, { 'mooring.status': status })
    result.observe(backlog, counted.eventBacklog)
  }
  meter.addBatchObservableCallback(collect, gauges)
  return () => meter.removeBatchObservableCallback(collect, gauges)
}

/** @param system the store's name by OpenTelemetry's conventions: `sqlite` or `postgresql` */
export function openTelemetry(system: string): Telemetry {
  let api: Api | null = null
  let instruments: Instruments | null = null
  let endObserving = () => {}
  const loaded = loadApi().then((found) => {
    api = found
    instruments = found && instrumentsOf(found)
  })
  return {
    async span(name, attributes, work) {
      if (api === null) return await work(() => {})
      const { SpanStatusCode, trace } = api
      const options = { attributes: { ...attributes, 'db.system.name': system } }
      return await trace.getTracer(SCOPE).startActiveSpan(name, options, async (span) => {
        let outcome: string | undefined
        try {
          const result = await work((more) => {
            outcome = more['mooring.outcome'] ?? outcome
            span.setAttributes({ ...more })
          })
          if (outcome === undefined) span.setAttribute('mooring.outcome', 'succeeded')
          return result
        } catch (error) {
          // Without the error: what a host or Intuit wrote into it is not for here.
          span.setStatus({ code: SpanStatusCode.ERROR })
          if (outcome === undefined) span.setAttribute('mooring.outcome', 'failed')
          throw error
        } finally {
          span.end()
        }
      })
    },
    refreshed({ outcome, cause, reason, seconds }) {
      const marks = { 'mooring.outcome': outcome, 'mooring.cause': cause }
      instruments?.refreshes.add(1, reason === null ? marks : { ...marks, 'mooring.reason': reason })
      instruments?.duration.record(seconds, { 'mooring.outcome': outcome })
    },
    asked: (status) =>
      instruments?.requests.add(
        1,
        status === null ? { 'mooring.outcome': 'no_answer' } : { 'http.response.status_code': status },
      ),
    read: (purpose) => instruments?.reads.add(1, { 'mooring.cause': purpose }),
    webhookDelayed: (seconds) => instruments?.delay.record(seconds),
    ready: () => loaded,
    observe(read) {
      endObserving()
      let ended = false
      let end = () => {}
      endObserving = () => {
        ended = true
        end()
      }
      void loaded.then(() => {
        if (!ended && instruments !== null) end = observing(instruments, read)
      })
    },
    close: () => endObserving(),
  }
}
