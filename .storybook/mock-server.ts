// A `fetch` that answers the adapter's routes from the contract's fixtures, with a memory of its own.
import { connectionListFixture, problemFixture } from '../packages/contract/src/fixtures/index.ts'
import { type Problem, ROUTES, type RouteName } from '../packages/contract/src/index.ts'
import { answers } from './mock-answers.ts'
import type { Call } from './mock-call.ts'
import { createMockWorld, type MockWorld, movedToNow } from './mock-world.ts'
import type { Scenario } from './scenario.ts'

const READS: readonly RouteName[] = ['listConnections', 'getConnection', 'getAttempt', 'events']

/** What they answer is new. */
const CREATING: readonly RouteName[] = ['authorize', 'createLink']

const never = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))

const problemReply = (problem: Problem) =>
  new Response(JSON.stringify(problem), {
    status: problem.status || 500,
    headers: { 'content-type': 'application/problem+json' },
  })

/** The route a request means, and the id in its path: of those that its end fits, the longest. */
function findRoute(method: string, path: string): { name: RouteName; id: string } | null {
  const fitting = (Object.entries(ROUTES) as [RouteName, { method: string; path: string }][]).flatMap(
    ([name, route]) => {
      const found = new RegExp(`${route.path.replace(':id', '([^/]+)')}$`).exec(path)
      if (route.method !== method || !found) return []
      return [{ name, id: decodeURIComponent(found[1] ?? ''), length: found[0].length, parts: found.length }]
    },
  )
  // A word of the path itself before an id in its place.
  const [best] = fitting.sort((one, other) => other.length - one.length || one.parts - other.parts)
  return best ?? null
}

function eventStream(world: MockWorld, signal: AbortSignal | null | undefined): Response {
  const text = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      stream.enqueue(text.encode(': hello\n\n'))
      stop = world.listen((frame) => stream.enqueue(text.encode(frame)))
      signal?.addEventListener('abort', () => {
        stop()
        stream.error(signal.reason)
      })
    },
    cancel: () => stop(),
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

/** Which failure, if any, the scenario has for this call. */
function failureOf(
  scenario: Scenario,
  name: RouteName | undefined,
  listed: boolean,
): Problem | 'gone' | null {
  if (scenario.offline && !(scenario.list && name === 'listConnections' && !listed)) return 'gone'
  if (!scenario.problem) return null
  return scenario.list && name && READS.includes(name) ? null : scenario.problem
}

/**
 * A stand-in for the adapter, for one story.
 * @param scenario what it starts from, and how it fails
 * @param now the clock, ms since epoch
 * @returns a `fetch` to hand to `QuickBooksProvider`
 */
export function createMockServer(scenario: Scenario, now: () => number): typeof fetch {
  const { list = connectionListFixture(), attempts = [], links = [] } = scenario
  const start = movedToNow({ list, attempts, links }, now())
  const world = createMockWorld({ ...scenario, attempts: start.attempts, links: start.links }, start.list)
  let listed = false

  return async (input, init = {}) => {
    const request = new Request(
      new URL(String(input instanceof Request ? input.url : input), location.href),
      {
        ...init,
        signal: null,
      },
    )
    const signal = init.signal ?? (input instanceof Request ? input.signal : null)
    signal?.throwIfAborted()
    if (scenario.loading) return never(signal)

    const route = findRoute(request.method, new URL(request.url).pathname)
    const failure = failureOf(scenario, route?.name, listed)
    if (failure === 'gone') throw new TypeError('Failed to fetch')
    if (failure) return problemReply(failure)
    if (!route) return problemReply(problemFixture('not_found'))
    if (route.name === 'events') return eventStream(world, signal)
    listed ||= route.name === 'listConnections'

    const body = request.method === 'POST' ? await request.json().catch(() => ({})) : {}
    const { searchParams: search } = new URL(request.url)
    const call: Call = { world, id: route.id, body, search, now: now(), scenario }
    const answer = answers[route.name]?.(call)
    return answer
      ? Response.json(answer, { status: CREATING.includes(route.name) ? 201 : 200 })
      : problemReply(problemFixture('not_found'))
  }
}
