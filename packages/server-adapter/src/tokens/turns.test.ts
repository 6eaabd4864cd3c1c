// Refreshes that begin at once: so many at a time, the others by groups.
import { describe, expect, it } from 'vitest'
import { type Turn, Turns } from './turns.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** As many as may begin at once. */
async function fill(turns: Turns): Promise<Turn[]> {
  const begun: Turn[] = []
  for (;;) {
    const turn = turns.turn()
    const waits = await Promise.race([turn.take(), settled().then(() => true)])
    if (waits) return begun
    begun.push(turn)
  }
}

describe('turns', () => {
  it('are taken at once while some are free, and again once they have ended', async () => {
    const turns = new Turns()
    const turn = turns.turn()
    expect(await turn.take()).toBe(false)
    expect(await turn.take()).toBe(false)
    turn.end()
    turn.end()
    expect(await turns.turn().take()).toBe(false)
  })

  it('let those that wait in by groups, each of them once', async () => {
    const turns = new Turns()
    const begun = await fill(turns)
    const late: number[] = []
    const waiting = Array.from({ length: 40 }, (_, index) => ({ index, turn: turns.turn() }))
    for (const { index, turn } of waiting)
      void turn.take().then((hasWaited) => late.push(hasWaited ? index : Number.NaN))
    begun.pop()?.end()
    await settled()
    expect(late).toEqual([])
    for (const turn of begun) turn.end()
    await settled()
    expect(late.length).toBeGreaterThan(1)
    for (let at = 0; at < late.length; at++) {
      waiting[late[at] as number]?.turn.end()
      await settled()
    }
    // One more waited since `fill`: it is the first.
    expect(late).toEqual(waiting.map(({ index }) => index))
  })

  it('let a last one in that waits alone', async () => {
    const turns = new Turns()
    const begun = await fill(turns)
    let isIn = false
    void turns
      .turn()
      .take()
      .then(() => {
        isIn = true
      })
    for (const turn of begun) turn.end()
    await settled()
    expect(isIn).toBe(true)
  })
})
