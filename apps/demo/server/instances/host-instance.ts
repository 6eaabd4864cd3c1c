// One instance of the host: a process of its own that can be killed and started again.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endChild } from '../../../../scripts/child-process.ts'
import { StartProblem } from '../start-problem.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const START_PATIENCE_MS = 60_000

/** How an instance is doing. */
export interface InstanceState {
  readonly name: string
  readonly pid: number | null
  readonly port: number | null
}

/** What an instance sends once its start has come to an end. */
type Started = { port: number } | { problem: string }

/** An instance, dead or alive. */
export class HostInstance {
  readonly name: string
  readonly #env: NodeJS.ProcessEnv
  #child: ChildProcess | null = null
  #port: number | null = null

  constructor(name: string, env: NodeJS.ProcessEnv) {
    this.name = name
    this.#env = env
  }

  state = (): InstanceState => ({ name: this.name, pid: this.#child?.pid ?? null, port: this.#port })

  /** Starts it where it is down; resolves once it answers. @throws StartProblem where it does not come up */
  async start(): Promise<void> {
    if (this.#child !== null) return
    const child = fork(MAIN, [], {
      env: { ...this.#env, INSTANCE: this.name, PORT: '0' },
      execArgv: ['--conditions=source'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child = child
    child.once('exit', () => {
      this.#child = null
      this.#port = null
    })
    const started = await this.#started(child)
    if ('problem' in started) {
      await endChild(child)
      throw new StartProblem(started.problem)
    }
    this.#port = started.port
    child.on('message', ({ problem }: { problem: string }) =>
      console.error(`Instance ${this.name}: ${problem}`),
    )
  }

  async #started(child: ChildProcess): Promise<Started> {
    const ended = new AbortController()
    child.once('exit', () => ended.abort())
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(START_PATIENCE_MS)])
    try {
      const [started] = await once(child, 'message', { signal })
      return started
    } catch {
      const how = ended.signal.aborted ? 'ended before it was up' : 'was not up after a minute'
      return { problem: `Instance ${this.name} ${how}. Start again; with --reset all begins anew.` }
    }
  }

  /** As a crash does: without a warning. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child !== null) await endChild(this.#child, signal)
  }
}
