// docs/fault-matrix.md is what the table makes.
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { faultMatrixPage } from '../../../../scripts/fault-matrix-page.ts'

it('is what docs/fault-matrix.md shows', async () => {
  const page = await readFile(new URL('../../../../docs/fault-matrix.md', import.meta.url), 'utf8')
  expect(page, 'run: node --conditions=source scripts/write-fault-matrix-page.ts').toBe(faultMatrixPage())
})
