// Work over a list, a few at a time.

/** Runs `work` for every item, at most `width` at once; one that rejects ends its own lane's turn, not the others'. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values()
  const lane = async () => {
    for (const item of waiting) await work(item)
  }
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, lane))
  for (const result of lanes) if (result.status === 'rejected') throw result.reason
}
