// Which Intuit the demo talks to: the simulator it starts, another stand-in, or the real one.
import { startIntuitSimulator } from '@mooring/simulator'
import type { Settings } from './settings.ts'
import { StartProblem } from './start-problem.ts'

type Simulator = Awaited<ReturnType<typeof startIntuitSimulator>>

/** The Intuit that was chosen. */
export interface ChosenIntuit {
  /** What a person reads when the demo has started. */
  name: string
  /** undefined: Intuit's own addresses. */
  origin: string | undefined
  /** Milliseconds since the epoch: the simulator's clock, so that jumps of it are felt. */
  now: () => number
  /** null when the demo started none. */
  simulator: Simulator | null
}

/** The addresses of the host that Intuit leads people to. */
export interface HostAddresses {
  redirectUri: string
  disconnectUrl: string
}

async function startSimulator(
  settings: Settings,
  port: number,
  addresses: HostAddresses,
): Promise<Simulator> {
  const { clientId, clientSecret } = settings
  const { redirectUri, disconnectUrl } = addresses
  const redirectUris = [redirectUri]
  const app = { clientId, clientSecret, redirectUris, disconnectUrl, appName: 'Harborline' }
  try {
    return await startIntuitSimulator({ port, ...app })
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
export async function openIntuit(settings: Settings, addresses: HostAddresses): Promise<ChosenIntuit> {
  const { intuit, environment } = settings
  if (intuit.kind === 'real') {
    return { name: `the real one, ${environment}`, origin: undefined, now: Date.now, simulator: null }
  }
  if (intuit.kind === 'stand-in') {
    return { name: `a stand-in at ${intuit.origin}`, origin: intuit.origin, now: Date.now, simulator: null }
  }
  const simulator = await startSimulator(settings, intuit.port, addresses)
  const { origin, control } = simulator
  return { name: `the simulator at ${origin}`, origin, now: () => control.clock.now(), simulator }
}
