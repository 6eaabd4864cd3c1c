// Work over a list, a few at a time.

/** Runs `work` for every item, at most `width` at once; one that rejects ends its own lane's turn, not the others'. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values()
  const channel = async () => {
    for (const item of waiting) await work(item)
  }
  const channels = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, channel))
  for (const result of channels) if (result.status === 'rejected') throw result.reason
}
