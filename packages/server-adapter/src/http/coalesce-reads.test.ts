// Shared reads: few are made, and none is older than who asked.
import { expect, it } from 'vitest'
import { coalesceReads } from './coalesce-reads.ts'

/** Reads that end when they are told to. */
function reads() {
  let value = 0
  const open: (() => void)[] = []
  const read = coalesceReads(async () => {
    const seen = value
    await new Promise<void>((resolve) => open.push(resolve))
    return seen
  })
  return {
    read,
    asked: () => open.length,
    change: () => value++,
    /** Once a read has begun that was not there before. */
    begun: (count: number) => expect.poll(() => open).toHaveLength(count),
    end: (index: number) => open[index]?.(),
  }
}

it('makes one of many that come together, and one more of those that come during it', async () => {
  const { read, asked, begun, end } = reads()
  const early = Array.from({ length: 50 }, () => read('tenant-a'))
  await begun(1)
  const late = Array.from({ length: 50 }, () => read('tenant-a'))
  end(0)
  await Promise.all(early)
  await begun(2)
  end(1)
  await Promise.all(late)
  expect(asked()).toBe(2)
})

it('gives no caller what was read before it asked', async () => {
  const { read, change, begun, end } = reads()
  const first = read('tenant-a')
  await begun(1)
  change()
  const second = read('tenant-a')
  end(0)
  await begun(2)
  end(1)
  expect(await Promise.all([first, second])).toEqual([0, 1])
})

it('does not share reads of different keys', async () => {
  const { read, begun, end } = reads()
  const answers = [read('tenant-a'), read('tenant-b')]
  await begun(2)
  end(0)
  end(1)
  await Promise.all(answers)
})

it('reads again after one that failed', async () => {
  let tries = 0
  const read = coalesceReads(async () => {
    if (++tries === 1) throw new Error('away')
    return tries
  })
  await expect(read('a')).rejects.toThrow('away')
  expect(await read('a')).toBe(2)
})

it('begins no read sooner after another than it is to', async () => {
  const leastMs = 30
  const begun: number[] = []
  const read = coalesceReads(async () => begun.push(performance.now()), leastMs)
  expect([await read('a'), await read('a')]).toEqual([1, 2])
  const [first = 0, second = 0] = begun
  // Timers count whole milliseconds.
  expect(second - first).toBeGreaterThan(leastMs - 2)
})
