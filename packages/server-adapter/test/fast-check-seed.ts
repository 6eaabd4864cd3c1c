// Properties are tried with the run's seed, so that a failure can be repeated.
import fc from 'fast-check'
import { testSeed } from '../../../scripts/seed.ts'

fc.configureGlobal({ seed: testSeed })
