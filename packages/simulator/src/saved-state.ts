// What outlives the simulator: its world, grants, switches and clock, in one JSON file.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Behaviours } from './behaviours.ts'
import type { SavedGrants } from './grants.ts'
import { InputError } from './input.ts'
import type { Intuit } from './intuit.ts'
import type { SavedWorld } from './world.ts'

const FORMAT = 1

interface SavedState {
  readonly format: typeof FORMAT
  /** How far the virtual clock is ahead of the one under it, ms. */
  readonly clockOffset: number
  readonly behaviours: Behaviours
  readonly world: SavedWorld
  readonly grants: SavedGrants
}

/** Stores the simulator's state in a file. */
export interface StateFile {
  /** Writes what changed since the last time, so that it survives a kill. */
  save(): void
}

/**
 * Brings an Intuit to where the file left it, if there is one.
 * @throws {InputError} for a file that is no state of a simulator.
 */
export function openStateFile(intuit: Intuit, path: string): StateFile {
  let saved = readText(path)
  if (saved !== null) restore(intuit, parse(saved, path))
  return {
    save() {
      const text = JSON.stringify(stateOf(intuit))
      if (text === saved) return
      // Under another name first: a simulator killed in the middle leaves the old state whole.
      writeFileSync(`${path}.new`, text, { mode: 0o600 })
      renameSync(`${path}.new`, path)
      saved = text
    },
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new InputError(`The state file ${path} can't be read: ${String(error)}`)
  }
}

function parse(text: string, path: string): SavedState {
  try {
    const state = JSON.parse(text)
    if (state?.format === FORMAT) return state
  } catch {
    // Refused below, as any other text is.
  }
  throw new InputError(`The state file ${path} is not one of this simulator's. Delete it to begin anew.`)
}

const stateOf = ({ clock, behaviours, world, grants }: Intuit): SavedState => ({
  format: FORMAT,
  clockOffset: clock.offset(),
  behaviours,
  world: world.save(),
  grants: grants.save(),
})

function restore(intuit: Intuit, { clockOffset, behaviours, world, grants }: SavedState): void {
  intuit.clock.advance(clockOffset - intuit.clock.offset())
  Object.assign(intuit.behaviours, behaviours)
  intuit.world.restore(world)
  intuit.grants.restore(grants)
}
