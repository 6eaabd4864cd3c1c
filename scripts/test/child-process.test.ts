// A child process ends, whether it listens or not.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { endChild } from '../child-process.ts'

async function startChild(onSigterm: string) {
  const script = `process.on('SIGTERM', () => { ${onSigterm} }); console.log('started'); setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--eval', script])
  await once(child.stdout, 'data')
  return child
}

it('lets a child close what it has open', async () => {
  const child = await startChild('process.exit(7)')
  await endChild(child)
  expect(child.exitCode).toBe(7)
})

it('kills a child that ignores SIGTERM', async () => {
  const child = await startChild('')
  await endChild(child, 'SIGTERM', 100)
  expect(child.signalCode).toBe('SIGKILL')
})

it('does nothing with a child that has ended or never started', async () => {
  const child = await startChild('process.exit(0)')
  await endChild(child)
  await endChild(child)
  const none = spawn('/there/is/no/such/program')
  await once(none, 'error')
  await endChild(none)
  expect([child.exitCode, none.pid]).toEqual([0, undefined])
})
