// What a simulator is started with.
import type { Behaviours } from './behaviours.ts'
import type { Now } from './clock.ts'
import { listOf, numberWithin, oneOf, optional, type Rule, readFields, text, webAddress } from './input.ts'
import type { NewCompany, NewUser } from './world.ts'

/** Everything is optional: without any, any app may connect to the default world. */
export interface SimulatorOptions {
  /** Port on localhost; default 0: any free one. */
  port?: number
  /** The clock under the virtual clock, in ms since the epoch; default the system's. */
  now?: Now
  /** Companies instead of the default ones. */
  companies?: readonly NewCompany[]
  /** People instead of the default ones. With `companies` alone, Ada and Cleo administer all of them, Ben the first, Dan none. */
  users?: readonly NewUser[]
  /** Switches that differ from {@link DEFAULT_BEHAVIOURS}. */
  behaviours?: Partial<Behaviours>
  /** The one client id that is known; default: any. */
  clientId?: string
  /** The one secret that is right; default: any. */
  clientSecret?: string
  /** Who signs id_tokens, as discovery and the tokens say; default: the origin and `/op/v1`. */
  issuer?: string
  /** The redirect URIs that are registered, matched exactly; default: any. */
  redirectUris?: readonly string[]
  /** Which kind of keys the app has: companies of the other environment are not offered. Default: all are. */
  environment?: 'sandbox' | 'production'
  /** The app's name on the consent page; default its client id. */
  appName?: string
  /** The app's Disconnect URL, where a person lands who disconnects inside QuickBooks. */
  disconnectUrl?: string
  /**
   * A file to remember in: world, grants, switches and clock outlive the simulator, also a kill. Its contents come
   * before `companies`, `users` and `behaviours`. Tokens in it are not encrypted. Default: nothing is remembered.
   */
  stateFile?: string
}

const anything: Rule = { expects: 'anything', accepts: () => true }
const rules: Readonly<Record<keyof SimulatorOptions, Rule>> = {
  port: numberWithin(0, 65_535),
  now: { expects: 'a function', accepts: (value) => typeof value === 'function' },
  companies: listOf(anything),
  users: listOf(anything),
  behaviours: anything,
  clientId: text,
  clientSecret: text,
  issuer: webAddress,
  redirectUris: listOf(webAddress),
  environment: oneOf(['sandbox', 'production']),
  appName: text,
  disconnectUrl: webAddress,
  stateFile: text,
}

const allOptional = Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, optional(rule)]))

/**
 * Reads the options.
 * @throws {InputError} naming the option that is unknown or wrong.
 */
export const readOptions = (input: unknown): SimulatorOptions => readFields(input, allOptional, 'options')
