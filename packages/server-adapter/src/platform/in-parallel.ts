// Work over a list, a few at a time.

/** Runs `work` for every item, at most `width` at once; one that rejects ends its own worker, not the others. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values()
  const worker = async () => {
    for (const item of waiting) await work(item)
  }
  const workers = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker))
  for (const result of workers) if (result.status === 'rejected') throw result.reason
}
