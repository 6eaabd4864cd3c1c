// What the demo's programs have in common: a first line, an end on a signal, and a sentence for a start that failed.
import { setTimeout as sleep } from 'node:timers/promises'
import { steps, WHAT_HARBORLINE_IS, WHAT_MOORING_IS } from '../guide/steps.ts'
import { explain } from './explain.ts'

/** How long everything may take to close. */
const CLOSE_PATIENCE_MS = 30_000
/** How much later than its processes a program may notice its own signal. */
const SIGNAL_PATIENCE_MS = 200

/**
 * Runs a program until it is asked to end. What it opened is closed then, also in the middle of its start.
 * @param start opens everything, each with what closes it on the stack
 */
export function runProgram(start: (opened: AsyncDisposableStack) => Promise<void>): void {
  const opened = new AsyncDisposableStack()
  const said = new Set<string>()
  let isStopping = false

  /** A full disk stops the start, and then the close: once is enough. */
  async function say(error: unknown): Promise<void> {
    const problem = await explain(error)
    if (said.has(problem)) return
    said.add(problem)
    if (process.send) await new Promise((resolve) => process.send?.({ problem }, resolve))
    else console.error(problem)
  }

  async function stop(code: number): Promise<void> {
    // A terminal sends its signal to every process of a group, and each passes it on.
    if (isStopping) return
    isStopping = true
    setTimeout(() => {
      console.error(`Not everything had closed after ${CLOSE_PATIENCE_MS / 1000} seconds.`)
      process.exit(1)
    }, CLOSE_PATIENCE_MS).unref()
    try {
      await opened.disposeAsync()
    } catch (error) {
      await say(error)
      process.exit(1)
    }
    process.exit(code)
  }

  async function fail(error: unknown): Promise<void> {
    // Ctrl+C also ends what this one started, and that may be noticed first: then it is no failure.
    await sleep(SIGNAL_PATIENCE_MS)
    // What is half open can't go on while it is closed.
    if (isStopping) return
    await say(error)
    await stop(1)
  }

  process.on('SIGINT', () => void stop(0))
  process.on('SIGTERM', () => void stop(0))
  // The reader of what it prints has gone, as with "| head".
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => void stop(0))
  // The process that started this one as one of several is gone.
  process.on('disconnect', () => void stop(0))
  void start(opened).catch(fail)
}

/**
 * The last lines of a start: what this is, what to try, what to open and click first, and how to end it.
 * @param hasSimulator whether the demo's Intuit is the simulator
 */
export const lastLines = (origin: string, hasSimulator: boolean): string =>
  [
    '',
    `${WHAT_MOORING_IS}\n${WHAT_HARBORLINE_IS} To try, and ticked off on its pages:`,
    ...steps(hasSimulator).map(({ title, how }, at) => `  ${at + 1}. ${title}. ${how}`),
    '',
    `Open ${origin}, sign in as Ada Martin, and click Connect to QuickBooks.`,
    'Ctrl+C ends it.',
  ].join('\n')
