// Its set-up starts a first process, which ignores SIGTERM, and fails before it could start a second.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { beforeAll, it } from 'vitest'

const IGNORES_SIGTERM = `
  process.on('SIGTERM', () => {})
  console.log('started')
  setInterval(() => {}, 1_000)`

beforeAll(async () => {
  const first = spawn(process.execPath, ['--title=first-of-two', '--eval', IGNORES_SIGTERM])
  await once(first.stdout, 'data')
  throw new Error('The second could not be started.')
})

it('is never run', () => {})
