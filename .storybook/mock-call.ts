// What the mock server knows of a call.
import type { MockWorld } from './mock-world.ts'
import type { Scenario } from './scenario.ts'

/** One call of a known route. */
export interface Call {
  world: MockWorld
  /** `:id` of the path, or an empty string. */
  id: string
  body: unknown
  search: URLSearchParams
  now: number
  scenario: Scenario
}
