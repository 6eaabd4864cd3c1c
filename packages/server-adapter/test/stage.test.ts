// What a stage starts ends with it, also where its set-up fails half-way.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import express from 'express'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openStage } from './stage.ts'
import { spawnWorker } from './token-lifecycle/processes.ts'
import { KEY } from './token-lifecycle/test-deps.ts'
import { until } from './until.ts'

let temporary: string
beforeEach(async () => {
  temporary = await mkdtemp(path.join(os.tmpdir(), 'mooring-stage-'))
  vi.stubEnv('TMPDIR', temporary)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(temporary, { recursive: true, force: true })
})

const listening = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length

it.each([
  {
    failure: 'the host’s framework',
    options: {
      framework: (): express.Express => {
        throw new Error('It failed half-way.')
      },
    },
  },
  {
    failure: 'the adapter, after the server began to listen',
    options: { framework: express, clientId: '' },
  },
])('leaves nothing behind where what fails is $failure', async ({ options }) => {
  const before = listening()
  await expect(openStage(options)).rejects.toThrow(/half-way|clientId/)
  // A file before this one in the same worker may still be closing its own.
  await until(() => listening() <= before, 'every server is closed')
  expect(await readdir(temporary)).toEqual([])
})

it('ends its processes, also one that is stopped', async () => {
  const stage = await openStage({ encryptionKeys: [KEY] })
  const worker = await spawnWorker(stage)
  worker.signal('SIGSTOP')
  await stage.close()
  expect(await worker.ended).toBeNull()
  expect(await readdir(temporary)).toEqual([])
})
