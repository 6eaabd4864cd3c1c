// Waiting for somebody else's refresh: woken by what is heard, or by the end of the pause.
import { describe, expect, it } from 'vitest'
import { createChangeNotifier } from './change-notifier.ts'

/** Pauses that end when they are told to. */
function openRoom() {
  const pauses: (() => void)[] = []
  const lengths: number[] = []
  let now = 0
  const room = createChangeNotifier({
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
    await room.wait(id, 1_000)
    over.push(id)
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { room, pauses, lengths, over, wait, settled, later }
}

describe('the waiting room', () => {
  it('wakes who waits for a connection that changed, and nobody else', async () => {
    const { room, over, wait, settled } = openRoom()
    void wait('con_1')
    void wait('con_2')
    room.wake(['con_2', 'con_3'])
    await settled()
    expect(over).toEqual(['con_2'])
  })

  it('wakes all where something may have been missed', async () => {
    const { room, over, wait, settled } = openRoom()
    void wait('con_1')
    void wait('con_2')
    room.wake(null)
    await settled()
    expect(over.toSorted()).toEqual(['con_1', 'con_2'])
  })

  it('lets go at the end of the pause, and wakes who waits after that', async () => {
    const { room, pauses, over, wait, settled } = openRoom()
    void wait('con_1')
    pauses[0]?.()
    await settled()
    void wait('con_1')
    await settled()
    expect(over).toEqual(['con_1'])
    room.wake(['con_1'])
    await settled()
    expect(over).toEqual(['con_1', 'con_1'])
  })

  it('looks seldom while there is much to hear, and as often as asked where nothing comes', async () => {
    const { room, lengths, wait, later } = openRoom()
    void wait('con_1')
    room.wake(['con_9'])
    void wait('con_2')
    later(6_000)
    void wait('con_3')
    room.wake(null)
    void wait('con_4')
    expect(lengths).toEqual([1_000, 1_500, 1_000, 1_000])
  })
})
