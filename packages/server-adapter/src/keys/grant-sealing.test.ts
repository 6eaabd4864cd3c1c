// Generations of grants: a table.
import { expect, it } from 'vitest'
import { newGeneration } from './grant-sealing.ts'

const NOW = 1_000
const ended = (generation?: number) => ({
  why: null,
  dataDeleted: false,
  revoke: 'done' as const,
  ...(generation === undefined ? {} : { generation }),
})

it.each([
  ['a first one', null, null, NOW],
  ['an older one', { generation: 7 }, null, NOW],
  ['one of this moment', { generation: NOW }, null, NOW + 1],
  ['one of a clock that was set back since', { generation: NOW + 50 }, null, NOW + 51],
  ['a disconnect long ago', null, ended(7), NOW],
  ['a disconnect of one of this moment', null, ended(NOW), NOW + 1],
  ['a disconnect before the clock was set back', null, ended(NOW + 50), NOW + 51],
  ['a disconnect that noted none', null, ended(), NOW],
])('the generation after %s', (_, stored, disconnect, generation) => {
  expect(newGeneration(stored, disconnect, NOW)).toBe(generation)
})
