// What the doctor advises where no adapter can be made.
import { expect, it } from 'vitest'
import { cureOf } from './cure-of-options.ts'

it.each([
  ['20.20.2', 'run this and your product on Node 22.13 or newer'],
  ['26.10.0', 'correct it in /app/mooring.config.ts, or in the variables it reads'],
])('advises on Node %s: %s', (node, cure) => {
  expect(cureOf('/app/mooring.config.ts', { node })).toBe(cure)
})
