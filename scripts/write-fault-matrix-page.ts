// Writes docs/fault-matrix.md anew.
import { writeFileSync } from 'node:fs'
import { faultMatrixPage } from './fault-matrix-page.ts'

writeFileSync(new URL('../docs/fault-matrix.md', import.meta.url), faultMatrixPage())
