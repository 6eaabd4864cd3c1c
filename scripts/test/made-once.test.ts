// What is made once is there whole or not at all, though several processes make it at once and some are killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endChild } from '../child-process.ts'
import { MadeOnceError, madeOnce } from '../made-once.ts'

const MAKER = fileURLToPath(new URL('maker.ts', import.meta.url))

let cacheFolder: string
let opened: AsyncDisposableStack
beforeEach(async () => {
  opened = new AsyncDisposableStack()
  cacheFolder = await mkdtemp(path.join(os.tmpdir(), 'mooring-made-once-'))
  opened.defer(() => rm(cacheFolder, { recursive: true, force: true }))
})
afterEach(() => opened.disposeAsync())

function startMaker(makerMs: number): ChildProcess {
  const env = { ...process.env, MAKER_MS: String(makerMs) }
  return opened.adopt(spawn(process.execPath, [MAKER, cacheFolder], { env }), (child) =>
    endChild(child, 'SIGKILL'),
  )
}

const contents = async (folder: string) => ({
  first: await readFile(path.join(folder, 'first'), 'utf8'),
  second: await readFile(path.join(folder, 'second'), 'utf8'),
})
const makers = async () =>
  (await readFile(path.join(cacheFolder, 'makers'), 'utf8')).trim().split('\n').length
/** Makes the thing in this process, or finds it. */
const make = (text = 'two') =>
  madeOnce({
    name: 'thing-1',
    cacheFolder,
    make: async (folder) => {
      await writeFile(path.join(folder, 'first'), 'one')
      await writeFile(path.join(folder, 'second'), text)
    },
  })

describe('a thing that is made once', () => {
  it('is made by one of several processes that ask at the same time', async () => {
    const three = [startMaker(200), startMaker(200), startMaker(200)]
    const codes = await Promise.all(three.map(async (maker) => (await once(maker, 'exit'))[0]))
    expect(codes).toEqual([0, 0, 0])
    expect(await makers()).toBe(1)
    expect(await contents(await make())).toEqual({ first: 'one', second: 'two' })
  })

  it('is made anew after its maker was killed in the middle of it', async () => {
    const maker = startMaker(60_000)
    if (maker.stdout) await once(maker.stdout, 'data')
    await expect.poll(() => readdir(cacheFolder)).toContain('makers')
    await endChild(maker, 'SIGKILL')
    expect(await contents(await make())).toEqual({ first: 'one', second: 'two' })
    expect((await readdir(cacheFolder)).filter((name) => name.includes('~'))).toEqual([])
  })

  it('is made anew where a file of it is gone or was cut', async () => {
    const folder = await make()
    await writeFile(path.join(folder, 'second'), 't')
    expect(await contents(await make('three'))).toEqual({ first: 'one', second: 'three' })
    await rm(path.join(folder, 'first'))
    expect(await contents(await make('four'))).toEqual({ first: 'one', second: 'four' })
  })

  it('is not there where making it failed, and the next one makes it', async () => {
    const failing = madeOnce({
      name: 'thing-1',
      cacheFolder,
      make: async (folder) => {
        await writeFile(path.join(folder, 'first'), 'one')
        throw new Error('The archive is torn.')
      },
    })
    await expect(failing).rejects.toThrow('The archive is torn.')
    expect((await readdir(cacheFolder)).filter((name) => !name.endsWith('.lock'))).toEqual([])
    expect(await contents(await make())).toEqual({ first: 'one', second: 'two' })
  })

  it.skipIf(process.getuid?.() === 0)('is not made behind a lock that another account left', async () => {
    await writeFile(path.join(cacheFolder, 'thing-1.lock'), '')
    await chmod(path.join(cacheFolder, 'thing-1.lock'), 0o444)
    await expect(make()).rejects.toThrow(/can't be written by this account/)
  })

  it.each([
    ['ENOSPC', /^The disk is full: thing-1 .* Free some space/],
    ['EROFS', /can't be written by this account/],
  ])('says in a sentence what is wrong and what to do, for %s', async (code, sentence) => {
    const full = Object.assign(new Error(`${code}: write`), { code })
    const failing = madeOnce({ name: 'thing-1', cacheFolder, make: () => Promise.reject(full) })
    await expect(failing).rejects.toThrow(sentence)
    await expect(failing).rejects.toBeInstanceOf(MadeOnceError)
  })
})
