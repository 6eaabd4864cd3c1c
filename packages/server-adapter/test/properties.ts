// What the properties of readers are tried with.
import fc from 'fast-check'
import { expect } from 'vitest'

const RUNS = process.env.MOORING_TEST_LONG === '1' ? 20_000 : 400
export const NOW = Date.UTC(2026, 0, 15)

export const text = fc.string({ unit: 'binary', maxLength: 60 })
export const digits = fc.stringMatching(/^[0-9٠-٩０-９-]{0,24}$/)
/** Text made of the pieces that the readers look for. */
export const piecesOf = (...pieces: string[]) =>
  fc.array(fc.oneof(fc.constantFrom(...pieces), text), { maxLength: 8 }).map((all) => all.join(''))
export const json = fc.json({ maxDepth: 4 })
export const anything = fc.oneof(fc.anything(), fc.jsonValue(), text)

export function holds<T>(arbitrary: fc.Arbitrary<T>, property: (given: T) => void): void {
  fc.assert(
    fc.property(arbitrary, (given) => void property(given)),
    { numRuns: RUNS },
  )
}

/** What it gives; null where it refuses with an error of this kind. */
export function orRefused<T>(kind: abstract new (...given: never[]) => Error, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(kind)
    return null
  }
}
