// Spans and metrics, by OpenTelemetry's own SDK and exporters.
import { readFile } from 'node:fs/promises'
import { context, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { HARBOR, type Stage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const ground = usePostgres()
const ADA = { user: 'ada', company: 'Harbor Tea Co.' }
const ALLOWED = [
  'mooring.status',
  'mooring.outcome',
  'mooring.reason',
  'mooring.cause',
  'http.response.status_code',
  'db.system.name',
]

/** The SDK as a host sets it up, and what it got. */
function openSdk() {
  const spans = new InMemorySpanExporter()
  const tracers = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] })
  const reader = new PrometheusExporter({ preventServerStart: true })
  const meters = new MeterProvider({ readers: [reader] })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  trace.setGlobalTracerProvider(tracers)
  metrics.setGlobalMeterProvider(meters)
  async function collect() {
    const { resourceMetrics, errors } = await reader.collect()
    expect(errors).toEqual([])
    return resourceMetrics
  }
  return {
    spans: () => spans.getFinishedSpans(),
    forget: () => spans.reset(),
    /** A metric's points as [attributes, value]. */
    async points(name: string): Promise<[Record<string, unknown>, unknown][]> {
      const { scopeMetrics } = await collect()
      const found = scopeMetrics
        .flatMap((scope) => scope.metrics)
        .filter(({ descriptor }) => descriptor.name === name)
      return found.flatMap(({ dataPoints }) =>
        dataPoints.map((point): [Record<string, unknown>, unknown] => [point.attributes, point.value]),
      )
    },
    page: async () => new PrometheusSerializer('', false).serialize(await collect()),
    async close() {
      await tracers.shutdown()
      await meters.shutdown()
      for (const api of [trace, metrics, context]) api.disable()
    },
  }
}

let sdk: ReturnType<typeof openSdk>
beforeEach(() => {
  sdk = openSdk()
})
afterEach(async () => {
  await sdk.close()
})

/** A connection, refreshed once by age and refused at last. */
async function aLife(stage: Stage): Promise<string> {
  const { control } = stage.simulator
  const { id } = await stage.browser('harbor').connect(control, ADA)
  const books = stage.adapter.forTenant('harbor')
  await books.request(id, '/companyinfo/1').catch(() => {})
  control.clock.advance(2 * HOUR)
  await books.tokens.get(id)
  await stage.adapter.runDueWork()
  return id
}

const named = (name: string) => sdk.spans().filter((span) => span.name === name)

describe.each([
  ['a file', 'sqlite', () => ground.openOnFile({ encryptionKeys: [KEY] })],
  ['Postgres', 'postgresql', () => ground.open()],
] as const)('on %s', (_store, system, open) => {
  it('each thing done is a span with what came of it', async () => {
    const stage = await open()
    await stage.adapter.operations.health()
    await aLife(stage)
    expect(named('mooring.callback').map(({ attributes }) => attributes)).toEqual([
      { 'mooring.outcome': 'connected', 'db.system.name': system },
    ])
    expect(named('mooring.request').map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({ 'http.response.status_code': expect.any(Number) }),
    ])
    expect(named('mooring.refresh').map(({ attributes }) => attributes)).toEqual([
      { 'mooring.cause': 'expired', 'mooring.outcome': 'succeeded', 'db.system.name': system },
    ])
    expect(named('mooring.deliver').map(({ attributes }) => attributes['mooring.cause'])).toEqual([
      'connection.connected',
      'connection.confirmed',
    ])
    expect(named('mooring.job').map(({ attributes }) => attributes['mooring.cause'])).toContain('deliveries')
  })

  it('counts connections by status, refreshes by outcome, requests by status, and events that wait', async () => {
    const stage = await open()
    await aLife(stage)
    const status = (name: string) => ({ 'mooring.status': name })
    expect(await sdk.points('mooring.connections')).toEqual(
      expect.arrayContaining([
        [status('connected'), 1],
        [status('reauthorization_required'), 0],
      ]),
    )
    expect(await sdk.points('mooring.refreshes')).toEqual([
      [{ 'mooring.outcome': 'succeeded', 'mooring.cause': 'expired' }, 1],
    ])
    expect((await sdk.points('mooring.refresh.duration')).map(([attributes]) => attributes)).toEqual([
      { 'mooring.outcome': 'succeeded' },
    ])
    expect(await sdk.points('mooring.intuit.requests')).toEqual(
      expect.arrayContaining([[{ 'http.response.status_code': 200 }, expect.any(Number)]]),
    )
    expect(await sdk.points('mooring.intuit.reads')).toEqual([
      [{ 'mooring.cause': 'connect' }, 1],
      [{ 'mooring.cause': 'request' }, 1],
    ])
    expect(await sdk.points('mooring.events.backlog')).toEqual([[{}, 0]])
  })
})

it('a refresh that Intuit refuses has its reason, and a request without a token has the connection’s', async () => {
  const stage = await ground.openOnFile({ encryptionKeys: [KEY] })
  const id = await aLife(stage)
  stage.simulator.control.disconnectInQuickBooks(HARBOR)
  for (let day = 0; day < 12; day++) {
    stage.simulator.control.clock.advance(DAY)
    await stage.adapter.runDueWork()
  }
  await expect(stage.adapter.forTenant('harbor').request(id, '/query')).rejects.toThrow()
  expect(named('mooring.refresh').at(-1)?.attributes).toMatchObject({
    'mooring.outcome': 'failed',
    'mooring.reason': 'revoked',
  })
  expect(named('mooring.request').at(-1)).toMatchObject({
    attributes: { 'mooring.outcome': 'failed', 'mooring.reason': 'revoked' },
    status: { code: 2 },
    events: [],
  })
  expect(await sdk.points('mooring.refreshes')).toContainEqual([
    { 'mooring.outcome': 'failed', 'mooring.cause': expect.any(String), 'mooring.reason': 'revoked' },
    1,
  ])
})

it('a handler of the host’s that throws is a failed delivery, without its words', async () => {
  const stage = await ground.openOnFile({
    encryptionKeys: [KEY],
    onEvent: () => {
      throw new Error('host-word-canary')
    },
  })
  await stage.browser('harbor').connect(stage.simulator.control, ADA)
  await stage.adapter.runDueWork()
  expect(named('mooring.deliver')[0]?.attributes).toMatchObject({ 'mooring.outcome': 'failed' })
  expect((await sdk.points('mooring.events.backlog'))[0]?.[1]).toBeGreaterThan(0)
  expect(JSON.stringify(sdk.spans().map(({ attributes, status }) => [attributes, status]))).not.toContain(
    'host-word-canary',
  )
})

it('no attribute but those that are documented, and no token, realm id, tenant or name in one', async () => {
  const stage = await ground.openOnFile({ encryptionKeys: [KEY] })
  const id = await aLife(stage)
  const page = await sdk.page()
  const all = sdk.spans().map(({ attributes }) => attributes)
  expect([...new Set(all.flatMap(Object.keys))].filter((name) => !ALLOWED.includes(name))).toEqual([])
  const ours = page.split('\n').filter((line) => line.startsWith('mooring_'))
  expect(ours).not.toEqual([])
  const labels = [...ours.join('\n').matchAll(/[{,](\w+)=/g)].map(([, label]) => label)
  const known = [
    ...ALLOWED.map((name) => name.replaceAll('.', '_')),
    'le',
    'otel_scope_name',
    'otel_scope_version',
  ]
  expect(labels.filter((label) => label !== undefined && !known.includes(label))).toEqual([])
  const { tokens } = stage.simulator.control
  for (const secret of [id, HARBOR, 'Harbor', 'harbor', ...tokens().map(({ value }) => value)])
    expect(page + JSON.stringify(all)).not.toContain(secret)
})

it('spans of ours are children of the host’s', async () => {
  const stage = await ground.openOnFile({ encryptionKeys: [KEY] })
  const id = await aLife(stage)
  sdk.forget()
  await trace.getTracer('host').startActiveSpan('GET /invoices', async (span) => {
    await stage.adapter.forTenant('harbor').request(id, '/query?query=select%20*%20from%20Customer')
    span.end()
  })
  const host = named('GET /invoices')[0]?.spanContext()
  expect(named('mooring.request')[0]?.parentSpanContext?.spanId).toBe(host?.spanId)
})

it('every metric of the dashboard and of the alert rules is one that Prometheus is given', async () => {
  const stage = await ground.openOnFile({ encryptionKeys: [KEY] })
  await aLife(stage)
  const page = await sdk.page()
  const given = new Set([...page.matchAll(/^(mooring_\w+)/gm)].map(([, name]) => name))
  const docs = new URL('../../../docs/operations/', import.meta.url)
  for (const file of ['dashboard.json', 'alerts.yml']) {
    // A collector in between adds the unit to a name, the exporter of the SDK does not.
    const text = (await readFile(new URL(file, docs), 'utf8')).replaceAll('(_seconds)?', '')
    const used = [...text.matchAll(/\bmooring_(?!status|outcome|reason|cause)\w+/g)].map(([name]) => name)
    expect(used.length).toBeGreaterThan(3)
    // Only there once Intuit has sent a webhook.
    const missing = used.filter((name) => !given.has(name) && !name.startsWith('mooring_webhooks_delay'))
    expect(missing).toEqual([])
  }
})
