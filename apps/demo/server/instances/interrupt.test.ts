// Ctrl+C reaches two instances, their Postgres and what runs them all at once.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { newFolder, startDemo } from '../demo-process.ts'

it.skipIf(process.platform === 'win32')(
  'ends all of it without a complaint, in the middle of a start and after it',
  async () => {
    await using folder = await newFolder()
    const env = { MOORING_DB: path.join(folder.path, 'two.db') }
    for (const words of ['Starting the two instances', 'Ctrl+C ends it.']) {
      await using demo = await startDemo({ program: 'instances/main.ts', env, isGroup: true })
      await demo.until(words)
      demo.interrupt()
      const { code, output } = await demo.ended()
      expect([code, output]).toEqual([0, expect.not.stringMatching(/^ +at |error/im)])
      const ended = () => !existsSync(path.join(folder.path, 'two.db.postgres/data/postmaster.pid'))
      await expect.poll(ended, { timeout: 10_000, message: 'the end of Postgres' }).toBe(true)
    }
  },
  120_000,
)
