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
    async endAll() {
      for (let ended = 0; ended < open.length; ended++) {
        open[ended]?.()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

it('makes two of many that come together', async () => {
  const { read, asked, endAll } = reads()
  const answers = Array.from({ length: 50 }, () => read('tenant-a'))
  await endAll()
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 50 }, () => 0))
  expect(asked()).toBe(2)
})

it('gives no caller what was read before it asked', async () => {
  const { read, change, endAll } = reads()
  const first = read('tenant-a')
  change()
  const second = read('tenant-a')
  await endAll()
  expect(await Promise.all([first, second])).toEqual([0, 1])
})

it('does not share reads of different keys', async () => {
  const { read, asked, endAll } = reads()
  const answers = [read('tenant-a'), read('tenant-b')]
  expect(asked()).toBe(2)
  await endAll()
  await Promise.all(answers)
})

it('reads again after one that failed', async () => {
  let tries = 0
  const read = coalesceReads(async () => {
    if (++tries === 1) throw new Error('away')
    return tries
  })
  const [first, second] = await Promise.allSettled([read('a'), read('a')])
  expect(first).toMatchObject({ status: 'rejected' })
  expect(second).toMatchObject({ status: 'fulfilled', value: 2 })
  expect(await read('a')).toBe(3)
})
