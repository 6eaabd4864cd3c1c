// A stand-in for the mounted adapter, in memory: routes in, replies out. Its doors are `fetch` and msw.
import {
  type Attempt,
  type Code,
  type Connection,
  type ConnectionList,
  type Problem,
  ROUTES,
  type RouteName,
} from '@mooring/contract'
import { FIXTURE_NOW, problemFixture } from '@mooring/contract/fixtures'
import { ANSWERS, type AtIntuit } from './fake-answers.ts'
import { createFakeWorld } from './fake-world.ts'
import { listFixture, type TestRights, type TestState } from './states.ts'

export interface FakeAdapterOptions {
  /** What the page begins with. @default 'not_connected' */
  state?: TestState
  /** @default everything */
  can?: TestRights
  /** What the person does at Intuit as soon as they are sent there. @default 'allows' */
  atIntuit?: AtIntuit
  /** Ms since epoch. @default the moment of the fixtures */
  now?: () => number
}

/** What a route answers. */
export interface FakeReply {
  readonly status: number
  readonly type: string
  readonly body: object
}

export interface FakeRequest {
  readonly method: string
  /** Under the mount path, with its query. */
  readonly path: string
  readonly body?: object | undefined
}

/** The adapter of a test. What is changed here is on the page at once. */
export interface FakeAdapter {
  list(): ConnectionList
  /** Adds a connection, or changes the one with its id. */
  put(connection: Connection): Connection
  /** Ends or changes an attempt, as Intuit's answer does. */
  putAttempt(attempt: Attempt): Attempt
  /** What the next person sent to Intuit does there. */
  setAtIntuit(does: AtIntuit): void
  /** Makes a route fail from now on: with a problem, by its code too; null ends that. */
  fail(route: RouteName, problem: Problem | Code | null): void
  answer(request: FakeRequest): FakeReply
  /** Calls back with each frame of the event stream; returns how to stop. */
  listen(listener: (frame: string) => void): () => void
}

const problemReply = (problem: Problem): FakeReply => ({
  status: problem.status || 500,
  type: 'application/problem+json',
  body: problem,
})

/** The route a request means, and the id in its path. */
function findRoute(method: string, path: string): { name: RouteName; id: string } | null {
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, { method: string; path: string }][]) {
    if (route.method !== method) continue
    const found = new RegExp(`^${route.path.replace(':id', '([^/]+)')}$`).exec(path)
    if (found) return { name, id: decodeURIComponent(found[1] ?? '') }
  }
  return null
}

/** @throws RangeError for a state that there is none of */
export function createFakeAdapter(options: FakeAdapterOptions = {}): FakeAdapter {
  const { state = 'not_connected', can, now = () => Date.parse(FIXTURE_NOW) } = options
  const world = createFakeWorld(listFixture(state, can))
  const failing = new Map<RouteName, Problem>()
  let { atIntuit = 'allows' } = options
  return {
    list: world.list,
    put: world.saveConnection,
    putAttempt: world.saveAttempt,
    setAtIntuit(does) {
      atIntuit = does
    },
    fail(route, problem) {
      if (problem === null) failing.delete(route)
      else failing.set(route, typeof problem === 'string' ? problemFixture(problem) : problem)
    },
    answer({ method, path, body = {} }) {
      const { pathname, searchParams: search } = new URL(path, 'http://localhost')
      const route = findRoute(method, pathname)
      if (!route) return problemReply(problemFixture('not_found'))
      const failure = failing.get(route.name)
      if (failure) return problemReply(failure)
      const answer = ANSWERS[route.name]?.({
        world,
        id: route.id,
        body,
        search,
        now: now(),
        atIntuit,
        later: (work) => void setTimeout(work),
      })
      if (!answer) return problemReply(problemFixture('not_found'))
      return { status: route.name === 'authorize' ? 201 : 200, type: 'application/json', body: answer }
    },
    listen: world.listen,
  }
}
