// What is asked before it is done.
import { expect, it } from 'vitest'
import { confirmed } from './confirmed.ts'

const DEED = 'All of it will be erased.'

/** @param says the person's answer; null: there is no terminal */
function asked(says: boolean | null, yes?: boolean) {
  const lines: string[] = []
  const terminal = {
    isInteractive: says !== null,
    printError: (line: string) => void lines.push(line),
    ask: async () => says === true,
  }
  return { lines, done: confirmed(DEED, { values: { yes }, terminal }) }
}

it('asks where there is a terminal, after it said what would be done', async () => {
  const { lines, done } = asked(true)
  await expect(done).resolves.toBeUndefined()
  expect(lines).toEqual([DEED])
  await expect(asked(false).done).rejects.toMatchObject({ code: 'declined', message: 'Nothing was done.' })
})

it('asks nothing with --yes, and is wrong use without either', async () => {
  const { lines, done } = asked(null, true)
  await expect(done).resolves.toBeUndefined()
  expect(lines).toEqual([])
  await expect(asked(null).done).rejects.toMatchObject({
    name: 'WrongUse',
    message: expect.stringContaining(DEED),
  })
})
