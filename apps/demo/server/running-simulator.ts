// A simulator at work, in this process or in another one, and its clock.
import { StartProblem } from './start-problem.ts'

export interface SimulatorAtWork {
  origin: string
  /** Its virtual clock, ms since the epoch. */
  now(): number
  /** Takes notice of a jump at once. */
  readClock(): Promise<void>
  close(): Promise<void>
}

/** So often the clock is read, which someone else may have moved. */
const POLL_MS = 1_000
const DEADLINE_MS = 5_000
const TREMBLE_MS = 250

/**
 * Follows the simulator of another process: its clock is felt here too.
 * @throws StartProblem when it does not answer
 */
export async function followSimulator(origin: string): Promise<SimulatorAtWork> {
  let ahead = 0
  async function readClock(): Promise<void> {
    const reply = await fetch(`${origin}/simulator/clock`, { signal: AbortSignal.timeout(DEADLINE_MS) })
    const { now } = (await reply.json()) as { now: number }
    const found = now - Date.now()
    // A jump is seconds at least; less is only how long the answer took, and would make the clock tremble.
    if (Math.abs(found - ahead) > TREMBLE_MS) ahead = found
  }
  await readClock().catch(() => {
    throw new StartProblem(`No simulator answers at SIMULATOR_ORIGIN, ${origin}: start it first.`)
  })
  // One read that fails changes nothing: the clock runs on as it was.
  const watch = setInterval(() => void readClock().catch(() => {}), POLL_MS).unref()
  return {
    origin,
    now: () => Date.now() + ahead,
    readClock,
    close: async () => clearInterval(watch),
  }
}
