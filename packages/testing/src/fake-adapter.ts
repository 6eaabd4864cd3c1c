// A fake of the mounted adapter, in memory: requests in, replies out. It is reached by `fetch` or msw.
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
import { ANSWERS } from './fake-answers.ts'
import { decide } from './fake-attempts.ts'
import type { AtIntuit, FakeCall } from './fake-call.ts'
import type { FakeReadings } from './fake-readings.ts'
import { createFakeWorld } from './fake-world.ts'
import { listFixture, type TestRights, type TestState } from './states.ts'

export interface FakeAdapterOptions {
  /** What the page begins with. @default 'not_connected' */
  state?: TestState
  /** @default everything */
  can?: TestRights
  /** What the person does at Intuit as soon as they are sent there. @default 'allows' */
  atIntuit?: AtIntuit
  /** What components read beside the connections, as a history. @default examples of the contract */
  readings?: FakeReadings
  /** Where a person is sent. @default a fragment of the page itself: going there leaves a test where it is */
  authorizeUrl?: (attemptId: string, mode: 'popup' | 'redirect') => string
  /** Ids of new attempts. @default random ones, as a page remembers which attempts it has shown, from one test to the next too */
  newAttemptId?: () => string
  /** Ms since epoch. @default the moment of the fixtures */
  now?: () => number
}

/** What a route answers. Of an event stream this is its beginning: `listen` gives the rest. */
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
  /** Replaces the list without an event: a page gets it when it asks next. */
  setList(list: ConnectionList): void
  /** Every attempt, ended ones too, in the order in which they began. */
  attempts(): readonly Attempt[]
  /** Adds a connection, or changes the one with its id. */
  put(connection: Connection): Connection
  /** Ends or changes an attempt, as Intuit's answer does. */
  putAttempt(attempt: Attempt): Attempt
  /** What the next person sent to Intuit does there. */
  setAtIntuit(does: AtIntuit): void
  /** What the person of a pending attempt does who has waited. */
  decide(attemptId: string, does: AtIntuit): void
  /** Changes what components read; those that are left out stay. A page has it when it asks next. */
  setReadings(changes: FakeReadings): void
  /** Makes a route fail from now on: with a problem, by its code too; null ends that. */
  fail(route: RouteName, problem: Problem | Code | null): void
  answer(request: FakeRequest): FakeReply
  /** Calls back with each frame of the event stream, and once it ends; returns how to stop. */
  listen(listener: (frame: string) => void, ended?: () => void): () => void
  /** Ends every open event stream, as a server that restarts does. */
  endStreams(): void
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

/** What they answer is new. */
const CREATING: readonly RouteName[] = ['authorize', 'createLink']

function pageItself(): string {
  const here = typeof location === 'undefined' ? 'http://localhost/' : location.href
  return `${here.replace(/#.*/, '')}#at-intuit`
}

type Asked = Pick<FakeCall, 'id' | 'body' | 'search'>

/** The `type` of an event stream. */
export const EVENT_STREAM = 'text/event-stream'

function reply(name: RouteName, call: FakeCall): FakeReply {
  if (name === 'events') return { status: 200, type: EVENT_STREAM, body: {} }
  const answer = ANSWERS[name]?.(call)
  if (!answer) return problemReply(problemFixture('not_found'))
  return { status: CREATING.includes(name) ? 201 : 200, type: 'application/json', body: answer }
}

/** @throws RangeError for a state that there is none of */
export function createFakeAdapter(options: FakeAdapterOptions = {}): FakeAdapter {
  const { state = 'not_connected', can, readings, now = () => Date.parse(FIXTURE_NOW) } = options
  const world = createFakeWorld(listFixture(state, can), { ...readings })
  const failing = new Map<RouteName, Problem>()
  let { atIntuit = 'allows' } = options
  const callOf = (asked: Asked): FakeCall => ({
    ...asked,
    ...{ world, atIntuit, now: now() },
    newAttemptId: options.newAttemptId ?? (() => `att_${crypto.randomUUID()}`),
    authorizeUrl: options.authorizeUrl ?? pageItself,
    later: (work) => void setTimeout(work),
  })
  return {
    list: world.list,
    setList: world.setList,
    attempts: world.attempts,
    put: world.saveConnection,
    putAttempt: world.saveAttempt,
    setAtIntuit(does) {
      atIntuit = does
    },
    decide: (attemptId, does) => decide(world, attemptId, does, now()),
    setReadings: (changes) => void Object.assign(world.readings, changes),
    fail(route, problem) {
      if (problem === null) failing.delete(route)
      else failing.set(route, typeof problem === 'string' ? problemFixture(problem) : problem)
    },
    answer({ method, path, body = {} }) {
      const { pathname, searchParams: search } = new URL(path, 'http://localhost')
      const route = findRoute(method, pathname)
      if (!route) return problemReply(problemFixture('not_found'))
      const failure = failing.get(route.name)
      return failure ? problemReply(failure) : reply(route.name, callOf({ id: route.id, body, search }))
    },
    listen: world.listen,
    endStreams: world.endStreams,
  }
}
