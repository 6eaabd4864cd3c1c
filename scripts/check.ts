// What "pnpm check" runs.
import { CHECKS } from './checks.ts'
import { report } from './steps.ts'

await Promise.all(CHECKS.map(report))
