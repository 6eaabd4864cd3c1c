// A `fetch` for one story: the adapter that hosts test with begins as the scenario says, and fails as it says.
import { connectionListFixture, FIXTURE_NOW } from '../packages/contract/src/fixtures/index.ts'
import { type DisconnectImpact, ROUTES, type RouteName } from '../packages/contract/src/index.ts'
import { createFakeAdapter, type FakeAdapter, mooringHandlers } from '../packages/testing/src/msw.ts'
import { fetchOf } from '../packages/ui/test/fetch-of.ts'
import { mockIntuitUrl, onceDecided } from './mock-intuit.ts'
import type { Scenario } from './scenario.ts'

const READS: readonly RouteName[] = ['listConnections', 'getConnection', 'getAttempt', 'events']

const IMPACT: DisconnectImpact = {
  stops: ['The nightly invoice sync', 'Payment status on 42 open invoices'],
  keeps: ['318 invoices already brought over', 'Your settings for this company'],
  deletes: ['The link between your customers and theirs'],
  canDeleteData: true,
}

const TIMESTAMP = /\d{4}-\d\d-\d\dT[\d:.]+Z/g

/** Moves every time it says by so many ms, so that "4 minutes ago" stays true. */
function moved(adapter: FakeAdapter, shift: number): FakeAdapter {
  const move = (text: string) =>
    text.replace(TIMESTAMP, (time) => new Date(Date.parse(time) + shift).toISOString())
  return {
    ...adapter,
    answer(request) {
      const reply = adapter.answer(request)
      return { ...reply, body: JSON.parse(move(JSON.stringify(reply.body))) }
    },
    listen: (listener, ended) => adapter.listen((frame) => listener(move(frame)), ended),
  }
}

/** An adapter in the fixtures' own time. A person decides in the mock of Intuit's window. */
function adapterOf(scenario: Scenario, shift: number): FakeAdapter {
  const { list = connectionListFixture(), attempts = [], problem } = scenario
  const adapter = createFakeAdapter({
    state: { ...list, attempts: [...list.attempts, ...attempts] },
    readings: { impact: IMPACT, ...scenario },
    now: () => Date.now() - shift,
    atIntuit: 'waits',
    authorizeUrl(id) {
      onceDecided(id, (company) => adapter.decide(id, company ?? 'denies'))
      return mockIntuitUrl(id)
    },
  })
  for (const name of Object.keys(ROUTES) as RouteName[])
    if (problem && !(scenario.list && READS.includes(name))) adapter.fail(name, problem)
  return adapter
}

const never = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))

export function scenarioFetch(scenario: Scenario): typeof fetch {
  const shift = Date.now() - Date.parse(FIXTURE_NOW)
  const answer = fetchOf(mooringHandlers({ adapter: moved(adapterOf(scenario, shift), shift) }))
  let isListed = false

  return async (input, init) => {
    if (scenario.loading) return never(init?.signal)
    const isList = new URL(String(input), location.href).pathname.endsWith(ROUTES.listConnections.path)
    if (scenario.offline && !(scenario.list && isList && !isListed)) throw new TypeError('Failed to fetch')
    isListed ||= isList
    return answer(input, init)
  }
}
