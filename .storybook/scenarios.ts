// The situations the toolbar offers; a story that brings its own `parameters.mooring` is not touched by them.
import { STATUS_ROWS } from '../packages/contract/src/fixtures/index.ts'
import type { Scenario, State } from './scenario.ts'
import * as states from './states.ts'

const nameOf = (...words: (string | null)[]) =>
  words
    .flatMap((word) => word?.split('_') ?? [])
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const inWords = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z\d])/g, ' ')

const byName: Readonly<Record<string, State>> = states

/** The states of one connection, in the order of the contract's table. */
export const STATUS_STATES: readonly (readonly [name: string, state: State])[] = STATUS_ROWS.map((row) => {
  const name = nameOf(...row)
  const state = byName[name]
  if (!state) throw new Error(`states.ts lacks ${name}.`)
  return [inWords(name), state]
})

// What only sets the toolbar is no scenario of it.
const others = Object.entries(byName)
  .filter(([, { globals }]) => !globals)
  .map(([name, state]) => [inWords(name), state] as const)

/** Every scenario by its name in the toolbar. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = Object.fromEntries(
  [...STATUS_STATES, ...others].map(([name, { parameters }]) => [name, parameters.mooring]),
)
