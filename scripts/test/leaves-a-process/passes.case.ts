// Its test passes and leaves a process behind, with no pipe or channel to it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

it('passes', async () => {
  const left = spawn(process.execPath, ['--title=left-behind', '--eval', 'setInterval(() => {}, 1_000)'], {
    detached: true,
    stdio: 'ignore',
  })
  await once(left, 'spawn')
  left.unref()
  expect(left.pid).toBeGreaterThan(0)
})
