// What a command is run with and says its answer to: the process, or a test.

export interface Terminal {
  /** The command line without the program. */
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly nodeVersion: string
  /** Whether a person can be asked. */
  readonly isInteractive: boolean
  /** Whether the answer may have colours. */
  readonly hasColours: boolean
  /** A line of the answer. */
  print(line: string): void
  /** A line beside the answer. */
  printError(line: string): void
  /** How far a long command is, beside the answer. */
  progress(done: number, total: number, line: string): void
  /** @returns whether the person says yes */
  ask(question: string): Promise<boolean>
  pause(ms: number): Promise<void>
  /** Relative paths of the config count from its folder, as they do in the product. */
  enter(folder: string): void
  now(): number
  id(): string
}
