// The composition root: time, chance and the network join the simulated Intuit here.
import { randomBytes } from 'node:crypto'
import { createControl, type SimulatorControl } from './control.ts'
import { createIntuit } from './intuit.ts'
import { listenOnLocalhost } from './listen.ts'
import { readOptions, type SimulatorOptions } from './options.ts'
import { openStateFile } from './saved-state.ts'
import { createIntuitServer } from './serve.ts'

/** A simulator that runs. */
export interface IntuitSimulator {
  /** `http://localhost:PORT`: replaces every host of Intuit's, with Intuit's own paths. */
  readonly origin: string
  readonly control: SimulatorControl
  /** Ends it, open connections too. */
  close(): Promise<void>
}

/**
 * Starts Intuit in a box on localhost.
 * @throws {InputError} for an option that is unknown or wrong; Error with a sentence when the port is taken.
 */
export async function startIntuitSimulator(options: SimulatorOptions = {}): Promise<IntuitSimulator> {
  const checked = readOptions(options)
  const intuit = createIntuit(checked, {
    now: checked.now ?? Date.now,
    elapsed: () => performance.now(),
    chance: () => randomBytes(24).toString('base64url'),
    fetch: globalThis.fetch,
  })
  const remember = checked.stateFile ? openStateFile(intuit, checked.stateFile).save : () => {}
  const listening = await listenOnLocalhost(() => createIntuitServer(intuit, remember), checked.port ?? 0)
  intuit.origin = `http://localhost:${listening.port}`
  const close = async () => {
    intuit.webhooks.clear()
    await listening.close()
    remember()
  }
  return { origin: intuit.origin, control: createControl(intuit), close }
}
