// docs/testing.md shows the code of these tests letter by letter.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const samples = path.join(import.meta.dirname, 'samples')
const page = path.join(import.meta.dirname, '../../../docs/testing.md')
const BLOCK = /^\[`[^`]+`\]\(([^)]+)\)\n\n```\w+\n(.*?)^```$/gms

it('shows each sample as it is run', () => {
  const shown = [...readFileSync(page, 'utf8').matchAll(BLOCK)]
  for (const [, file = '', code] of shown) {
    expect.soft(code, file).toBe(readFileSync(path.join(path.dirname(page), file), 'utf8'))
  }
  const files = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.\w+$/.test(file),
  )
  expect(shown.map(([, file = '']) => path.resolve(path.dirname(page), file)).sort()).toEqual(
    files.map((file) => path.join(samples, file)).sort(),
  )
})
