// What was opened before a set-up failed is closed with it.
import { expect, it } from 'vitest'
import { openDemo } from './demo-stage.ts'

const children = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length

it('a demo ends when the browser that is wanted after it can’t be had', async () => {
  const before = children()
  let origin = ''
  const opening = openDemo({
    connect: async (at) => {
      origin = at
      expect((await fetch(at)).status).toBe(200)
      expect(children()).toBe(before + 1)
      throw new Error('There is no browser here.')
    },
  })
  await expect(opening).rejects.toThrow('There is no browser here.')
  await expect(fetch(origin)).rejects.toThrow()
  expect(children()).toBe(before)
})
