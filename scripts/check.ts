// What "pnpm check" runs.
import { CHECKS } from './checks.ts'
import { endSteps, report } from './steps.ts'

await Promise.all(CHECKS.map(report))
await endSteps()
