// Which Intuit the demo talks to: the simulator it starts, another stand-in, or the real one.
import { startIntuitSimulator } from '@mooring/simulator'
import { followSimulator, type SimulatorAtWork } from './running-simulator.ts'
import type { Settings } from './settings.ts'
import { StartProblem } from './start-problem.ts'
import { COMPANIES, USERS } from './world.ts'

/** The Intuit that was chosen. */
export interface ChosenIntuit {
  /** What a person reads when the demo has started. */
  name: string
  /** undefined: Intuit's own addresses. */
  origin: string | undefined
  /** Milliseconds since the epoch: the simulator's clock, so that jumps of it are felt. */
  now: () => number
  /** null when Intuit is something else. */
  simulator: SimulatorAtWork | null
}

/** The addresses of the host that Intuit leads people to. */
export interface HostAddresses {
  redirectUri: string
  disconnectUrl: string
}

/** Where the simulator listens, and the file it remembers in: it then knows the connections the database knows. */
export interface SimulatorOptions {
  port: number
  stateFile: string
}

/**
 * Starts the simulator for this host.
 * @throws StartProblem when it can't start
 */
export async function startSimulator(
  { clientId, clientSecret }: Settings,
  { port, stateFile }: SimulatorOptions,
  { redirectUri, disconnectUrl }: HostAddresses,
): Promise<SimulatorAtWork> {
  const redirectUris = [redirectUri]
  const app = { clientId, clientSecret, redirectUris, disconnectUrl, appName: 'Harborline' }
  try {
    const { origin, control, close } = await startIntuitSimulator({
      ...{ port, stateFile, companies: COMPANIES, users: USERS },
      ...app,
    })
    return { origin, now: () => control.clock.now(), readClock: async () => {}, close }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartProblem(
      `The simulator did not start. ${reason} Another port for it is chosen as in SIMULATOR_PORT=${port + 1}.`,
    )
  }
}

/**
 * Opens the Intuit that the settings name.
 * @throws StartProblem when the simulator can't start
 */
export async function openIntuit(
  settings: Settings,
  addresses: HostAddresses,
  stateFile: string,
): Promise<ChosenIntuit> {
  const { intuit, environment } = settings
  if (intuit.kind === 'real') {
    return { name: `the real one, ${environment}`, origin: undefined, now: Date.now, simulator: null }
  }
  if (intuit.kind === 'stand-in') {
    return { name: `a stand-in at ${intuit.origin}`, origin: intuit.origin, now: Date.now, simulator: null }
  }
  const simulator =
    intuit.kind === 'running-simulator'
      ? await followSimulator(intuit.origin)
      : await startSimulator(settings, { port: intuit.port, stateFile }, addresses)
  const { origin, now } = simulator
  return { name: `the simulator at ${origin}`, origin, now, simulator }
}
