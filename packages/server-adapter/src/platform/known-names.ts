// Names a host can misspell: what is not known is refused, with the nearest that is. Pure.

/** The least number of letters to change, add, leave out or swap to make one of the other. */
function lettersApart(one: string, other: string): number {
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      const swapped = isSwap ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min(changed, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[other.length] ?? 0
}

const lettersOf = (name: string): string => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase()

/** The known name that was probably meant, or null. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const asked = lettersOf(name)
  const near = known.map((candidate) => {
    const letters = lettersOf(candidate)
    const isPart = asked.length > 3 && (letters.includes(asked) || asked.includes(letters))
    return { candidate, apart: isPart ? 1 : lettersApart(asked, letters), most: letters.length / 3 }
  })
  const [best] = near.filter(({ apart, most }) => apart <= most).sort((a, b) => a.apart - b.apart)
  return best?.candidate ?? null
}

/** An object as it is written down: what is made by a class of the host's may have names of its own. */
function isWrittenDown(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/**
 * The first name in an object's own that is not known, as the two sentences that say so; null where all are.
 * @param known the names there are
 */
export function unknownName(
  value: unknown,
  known: Readonly<Record<string, true>>,
): { readonly name: string; readonly fix: string } | null {
  if (typeof value !== 'object' || value === null || !isWrittenDown(value)) return null
  const name = Object.keys(value).find((key) => !Object.hasOwn(known, key))
  if (name === undefined) return null
  const names = Object.keys(known)
  const nearest = nearestName(name, names)
  const fix = nearest === null ? `Known are: ${names.join(', ')}.` : `Did you mean "${nearest}"?`
  return { name, fix }
}
