// What a change has to pass before any test runs: `pnpm check`, and the beginning of `pnpm test`.
import { installed, type Step, script } from './steps.ts'

export const CHECKS: readonly Step[] = [
  installed('types', 'typescript', '-p', 'tsconfig.json', '--noEmit'),
  installed('lint and walls', '@biomejs/biome', 'ci', '.'),
  script('public API', 'api-report.ts'),
  installed('nothing unused', 'knip'),
  script('words', 'check-words.ts'),
]
