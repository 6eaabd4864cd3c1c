// Where tests get their random choices from: one number, printed, so that a run can be repeated.

const VARIABLE = 'MOORING_TEST_SEED'

/** Whether a run is repeated. */
export const isSeedGiven = process.env[VARIABLE] !== undefined

/** @throws Error where MOORING_TEST_SEED is no whole number */
function readSeed(): number {
  const given = process.env[VARIABLE]
  if (given === undefined) {
    const drawn = Math.floor(Math.random() * 2 ** 31)
    console.log(`Random choices follow from seed ${drawn}: ${VARIABLE}=${drawn} repeats them.`)
    process.env[VARIABLE] = String(drawn)
    return drawn
  }
  if (!/^\d{1,10}$/.test(given)) throw new Error(`${VARIABLE} is "${given}": a whole number is expected.`)
  return Number(given)
}

/** The seed of this run: MOORING_TEST_SEED, or one that is drawn and printed. */
export const testSeed = readSeed()

/** A generator like `Math.random` that gives the same numbers again for the same seed and name. */
export const randomFrom = (name: string): (() => number) => randomOf(testSeed, name)

/** The same for a seed of one's own. @param seed a whole number */
export function randomOf(seed: number, name: string): () => number {
  let state = seed
  for (const letter of name) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
