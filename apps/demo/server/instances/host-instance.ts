// One instance of the host: a process of its own that can be killed and started again.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { StartProblem } from '../start-problem.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** How an instance is doing. */
export interface InstanceState {
  readonly name: string
  readonly pid: number | null
  readonly port: number | null
}

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

  /** Starts it where it is down; resolves once it answers. @throws StartProblem where it ends before that */
  async start(): Promise<void> {
    if (this.#child !== null) return
    const env = { ...this.#env, INSTANCE: this.name, PORT: '0' }
    const child = fork(MAIN, [], {
      env,
      execArgv: ['--conditions=source'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child = child
    child.once('exit', () => {
      this.#child = null
      this.#port = null
    })
    const died = new AbortController()
    child.once('exit', () => died.abort())
    const [{ port }] = await once(child, 'message', { signal: died.signal }).catch(() => {
      throw new StartProblem(`Instance ${this.name} ended before it was up.`)
    })
    this.#port = port
  }

  /** As a crash does: without a warning. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (child === null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
