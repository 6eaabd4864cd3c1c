// With no network an install ends soon, and with a network it tries again as often as ever.
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const pnpmfile = fileURLToPath(new URL('../../.pnpmfile.cjs', import.meta.url))

interface Config {
  registry: string
  fetchRetries: number
  httpsProxy?: string
  offline?: boolean
}

/** A clone that is not installed yet. */
async function newClone() {
  const root = await mkdtemp(path.join(os.tmpdir(), 'mooring-pnpmfile-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  await copyFile(pnpmfile, path.join(root, '.pnpmfile.cjs'))
  await writeFile(path.join(root, 'package.json'), '{}')
  await writeFile(path.join(root, 'pnpm-lock.yaml'), 'lock')
  const { hooks } = createRequire(import.meta.url)(path.join(root, '.pnpmfile.cjs'))
  return { root, update: hooks.updateConfig as (config: Config) => Promise<Config> }
}

async function listen() {
  const server = net.createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => new Promise((resolve) => server.close(resolve))
  onTestFinished(async () => void (await close()))
  return { address: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}/`, close }
}

async function closedPort() {
  const { address, close } = await listen()
  await close()
  return address
}

test('nothing is tried again where the registry refuses', async () => {
  const { update } = await newClone()
  const config = { registry: await closedPort(), fetchRetries: 2 }
  expect(await update(config)).toEqual({ ...config, fetchRetries: 0 })
})

test('nothing is tried again where the registry’s name is not known', async () => {
  const { update } = await newClone()
  const config = { registry: 'https://registry.invalid/', fetchRetries: 2 }
  expect(await update(config)).toEqual({ ...config, fetchRetries: 0 })
})

test('a registry that takes connections is tried again', async () => {
  const { update } = await newClone()
  const config = { registry: (await listen()).address, fetchRetries: 2 }
  expect(await update(config)).toBe(config)
})

test('a proxy is asked in place of the registry behind it', async () => {
  const { update } = await newClone()
  const [up, down] = [(await listen()).address, await closedPort()]
  const behind = { registry: down, httpsProxy: up, fetchRetries: 2 }
  expect(await update(behind)).toBe(behind)
  expect(await update({ registry: up, httpsProxy: down, fetchRetries: 2 })).toMatchObject({ fetchRetries: 0 })
})

test('a clone that is installed, and one that works offline, ask nothing', async () => {
  const { root, update } = await newClone()
  const config = { registry: await closedPort(), fetchRetries: 2 }
  const offline = { ...config, offline: true }
  expect(await update(offline)).toBe(offline)
  await mkdir(path.join(root, 'node_modules/.pnpm'), { recursive: true })
  await writeFile(path.join(root, 'node_modules/.pnpm/lock.yaml'), 'lock')
  expect(await update(config)).toBe(config)
})
