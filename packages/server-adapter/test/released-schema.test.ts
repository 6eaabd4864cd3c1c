// Hosts have run the migrations of a release: none of those may change any more.
import { expect, it } from 'vitest'
import { describeSchema, readReleased } from './released-schema.ts'

it('has the migrations of the last release as they were', () => {
  const { migrations } = readReleased()
  expect(
    describeSchema(null).migrations,
    'a released migration is never edited: write the next one',
  ).toMatchObject(migrations)
})

it('notices a migration that says something else', () => {
  const now = describeSchema('0.1.0')
  expect(Object.keys(now.migrations).length).toBeGreaterThan(0)
  expect(new Set(Object.values(now.migrations)).size).toBe(Object.keys(now.migrations).length)
})
