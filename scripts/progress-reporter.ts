// Says to the process that started Vitest how far the run is, so that it can end one that does not end by itself.
import path from 'node:path'
import type { Reporter, TestModule, TestSpecification } from 'vitest/node'

/** What the starter hears: which test files have not ended yet; none after the last. */
export interface Progress {
  readonly pending: readonly string[]
}

class ProgressReporter implements Reporter {
  readonly #pending = new Map<string, string>()

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    for (const { project, moduleId } of specifications) {
      this.#pending.set(`${project.name} ${moduleId}`, `${project.name} ${path.relative('.', moduleId)}`)
    }
    this.#report()
  }

  onTestModuleEnd({ project, moduleId }: TestModule): void {
    this.#pending.delete(`${project.name} ${moduleId}`)
    this.#report()
  }

  onTestRunEnd(): void {
    this.#pending.clear()
    this.#report()
  }

  #report(): void {
    process.send?.({ pending: [...this.#pending.values()] } satisfies Progress)
  }
}

export default ProgressReporter
