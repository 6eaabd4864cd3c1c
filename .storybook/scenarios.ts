// The situations the toolbar offers instead of a story's own.
import { STATUS_ROWS } from '../packages/contract/src/fixtures/index.ts'
import type { NamedState } from './scenario.ts'
import * as states from './states.ts'

const nameOf = (...words: (string | null)[]) =>
  words
    .flatMap((word) => word?.split('_') ?? [])
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const byName: Readonly<Record<string, NamedState>> = states

const statusNames = STATUS_ROWS.map((row) => nameOf(...row))

function stateOf(name: string): NamedState {
  const state = byName[name]
  if (!state) throw new Error(`states.ts lacks ${name}.`)
  return state
}

/** The states of one connection, in the order of the contract's table. */
export const STATUS_STATES: readonly NamedState[] = statusNames.map(stateOf)

// What only sets the toolbar is no scenario of it.
const otherNames = Object.keys(byName).filter((name) => !statusNames.includes(name) && !stateOf(name).globals)

/** Every scenario by its name in addresses, in the order of the toolbar. */
export const SCENARIOS: ReadonlyMap<string, NamedState['parameters']> = new Map(
  [...statusNames, ...otherNames].map((name) => [name, stateOf(name).parameters]),
)
