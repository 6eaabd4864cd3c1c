// Waiting for the refresh of another process: woken by a notification, or by the end of the pause.
import { describe, expect, it } from 'vitest'
import { createChangeNotifier } from './change-notifier.ts'

/** Pauses that end when they are told to. */
function openNotifier() {
  const pauses: (() => void)[] = []
  const lengths: number[] = []
  let now = 0
  const notifier = createChangeNotifier({
    pause: (ms) => {
      lengths.push(ms)
      return new Promise<void>((end) => void pauses.push(end))
    },
    elapsed: () => now,
  })
  const later = (ms: number) => {
    now += ms
  }
  const over: string[] = []
  const wait = async (id: string) => {
    await notifier.wait(id, 1_000)
    over.push(id)
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { notifier, pauses, lengths, over, wait, settled, later }
}

describe('the change notifier', () => {
  it('wakes those that wait for a connection that changed, and no others', async () => {
    const { notifier, over, wait, settled } = openNotifier()
    void wait('con_1')
    void wait('con_2')
    notifier.wake(['con_2', 'con_3'])
    await settled()
    expect(over).toEqual(['con_2'])
  })

  it('wakes all where something may have been missed', async () => {
    const { notifier, over, wait, settled } = openNotifier()
    void wait('con_1')
    void wait('con_2')
    notifier.wake(null)
    await settled()
    expect(over.toSorted()).toEqual(['con_1', 'con_2'])
  })

  it('lets go at the end of the pause, and wakes who waits after that', async () => {
    const { notifier, pauses, over, wait, settled } = openNotifier()
    void wait('con_1')
    pauses[0]?.()
    await settled()
    void wait('con_1')
    await settled()
    expect(over).toEqual(['con_1'])
    notifier.wake(['con_1'])
    await settled()
    expect(over).toEqual(['con_1', 'con_1'])
  })

  it('looks seldom while there is much to hear, and as often as asked where nothing comes', async () => {
    const { notifier, lengths, wait, later } = openNotifier()
    void wait('con_1')
    notifier.wake(['con_9'])
    void wait('con_2')
    later(6_000)
    void wait('con_3')
    notifier.wake(null)
    void wait('con_4')
    expect(lengths).toEqual([1_000, 1_500, 1_000, 1_000])
  })
})
