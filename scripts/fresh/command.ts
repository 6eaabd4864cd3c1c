// A command line that runs in a process group of its own, whose output is read and whose end is sure.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { endLeftovers, markOf, RUN_VARIABLE } from '../leftovers.ts'

/** Why a step failed, in one sentence, with the end of what the command had printed. */
export class StepError extends Error {
  readonly output: string
  constructor(message: string, output = '') {
    super(message)
    this.output = output
  }
}

export interface CommandOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  /** Another user's, where it runs as that one. */
  account: { uid?: number; gid?: number }
  /** Aborted when this run is interrupted: every wait ends with an error. */
  signal: AbortSignal
}

/** A command that was started. Leaving the scope of `await using` ends whatever is left of it. */
export class Command implements AsyncDisposable {
  readonly line: string
  output = ''
  /** The longest time without a word, and the time until now. */
  longestSilenceMs = 0
  #lastWord = performance.now()
  readonly #run = randomUUID()
  readonly #child: ChildProcess
  readonly #closed: Promise<unknown>
  readonly #signal: AbortSignal

  constructor(line: string, { cwd, env, account, signal }: CommandOptions) {
    this.line = line
    this.#signal = signal
    this.#child = spawn('/bin/sh', ['-c', line], {
      cwd,
      env: { ...env, [RUN_VARIABLE]: markOf(this.#run) },
      ...account,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#hear(text))
    }
    this.#closed = once(this.#child, 'close')
    this.#closed.catch(() => {})
  }

  #hear(text: string) {
    const now = performance.now()
    this.longestSilenceMs = Math.max(this.longestSilenceMs, now - this.#lastWord)
    this.#lastWord = now
    this.output += text
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** "0", "130" or the name of a signal. */
  get exit(): string {
    return String(this.#child.exitCode ?? this.#child.signalCode ?? 'still running')
  }

  get lastLine(): string {
    return this.output.trimEnd().split('\n').at(-1) ?? ''
  }

  /** Resolves once `isTrue`. @throws StepError where the command ends before, or `patienceMs` pass */
  async until(what: string, patienceMs: number, isTrue: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + patienceMs
    while (!(await isTrue())) {
      if (this.hasEnded) throw this.error(`ended with ${this.exit} before ${what}`)
      if (performance.now() > deadline) throw this.error(`${what} did not come within ${seconds(patienceMs)}`)
      await sleep(200, undefined, { signal: this.#signal })
    }
  }

  /** Resolves once the command has ended. @throws StepError where `patienceMs` pass */
  async end(patienceMs: number): Promise<void> {
    await this.until('its end', patienceMs, () => this.hasEnded)
    // The last of what it printed; what it left running may have the pipe open.
    await Promise.race([this.#closed, sleep(500)])
  }

  /** What a terminal does on Ctrl-C. */
  interrupt(): void {
    if (this.#child.pid !== undefined && !this.hasEnded) process.kill(-this.#child.pid, 'SIGINT')
  }

  /** Ends what is left of it. @throws StepError that names each process */
  async expectNothingLeft(): Promise<void> {
    const left = await endLeftovers(this.#run)
    if (left.length === 0) return
    const names = left.map(({ pid, command }) => `${pid} ${command}`).join('; ')
    throw this.error(`left ${left.length} processes running, now ended: ${names}`)
  }

  error(message: string): StepError {
    return new StepError(`"${this.line}" ${message}`, this.output)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endLeftovers(this.#run, 0)
  }
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
