// The packages as a product team gets them: packed, installed into an empty project, mounted and called.
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const NAMES = ['contract', 'simulator', 'server-adapter', 'ui'] as const

const HOST = `
import { randomBytes } from 'node:crypto'
import express from 'express'
import { createQuickBooksAdapter, sqliteStore } from '@mooring/server-adapter'
import { startIntuitSimulator } from '@mooring/simulator'

const simulator = await startIntuitSimulator({})
const app = express()
const server = app.listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const origin = 'http://localhost:' + server.address().port
const quickbooks = createQuickBooksAdapter({
  clientId: 'packed', clientSecret: 'packed', environment: 'sandbox',
  redirectUri: origin + '/api/quickbooks/callback',
  store: sqliteStore({ path: './mooring.db' }),
  encryptionKeys: [{ id: 'one', secret: randomBytes(32).toString('base64') }],
  identify: async () => ({ tenantId: 't', userId: 'u', permissions: ['view', 'connect'] }),
  intuitOrigin: simulator.origin,
})
app.use('/api/quickbooks', quickbooks.router)
await quickbooks.start()
const started = await fetch(origin + '/api/quickbooks/connections/authorize', {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"mode":"popup"}',
})
const { authorizeUrl, attemptId } = await started.json()
const back = await simulator.control.authorize(authorizeUrl, { user: 'ada', company: 'Harbor Tea Co.' })
const cookie = started.headers.getSetCookie()[0].split(';')[0]
await fetch(back, { redirect: 'manual', headers: { cookie } })
const attempt = await (await fetch(origin + '/api/quickbooks/attempts/' + attemptId)).json()
console.log(JSON.stringify({ outcome: attempt.outcome, node: process.versions.node }))
server.closeAllConnections(); server.close(); await quickbooks.close(); await simulator.close()
`

const PAGE = `
import { renderToString } from 'react-dom/server'
import { createElement } from 'react'
import * as ui from '@mooring/ui'
const page = createElement(ui.QuickBooksProvider, { basePath: '/api/quickbooks' },
  createElement(ui.ConnectButton), createElement(ui.ConnectionStatus))
console.log(JSON.stringify({ names: Object.keys(ui), html: renderToString(page) }))
`

let project: string
beforeAll(async () => {
  project = await mkdtemp(path.join(os.tmpdir(), 'mooring-packed-'))
  for (const name of NAMES) {
    await run('npx', ['--yes', 'pnpm@12.21.0', 'pack', '--pack-destination', project], {
      cwd: path.join(root, 'packages', name),
    })
  }
  const tarballs = await readdir(project)
  const file = (name: string) =>
    `file:${path.join(project, tarballs.find((tarball) => tarball.startsWith(`mooring-${name}-`)) ?? '')}`
  const own = Object.fromEntries(NAMES.map((name) => [`@mooring/${name}`, file(name)]))
  const manifest = {
    name: 'packed',
    private: true,
    type: 'module',
    dependencies: {
      ...own,
      express: '5.3.0',
      react: '19.3.1',
      'react-dom': '19.3.1',
      '@tanstack/react-query': '5.108.0',
      'radix-ui': '1.8.1',
    },
  }
  await writeFile(path.join(project, 'package.json'), JSON.stringify(manifest))
  const overrides = Object.entries(own).map(([name, tarball]) => `  "${name}": "${tarball}"\n`)
  await writeFile(path.join(project, 'pnpm-workspace.yaml'), `overrides:\n${overrides.join('')}`)
  await writeFile(path.join(project, 'host.mjs'), HOST)
  await writeFile(path.join(project, 'page.mjs'), PAGE)
  await run('npx', ['--yes', 'pnpm@12.21.0', 'install', '--prefer-offline', '--no-frozen-lockfile'], {
    cwd: project,
  })
}, 180_000)

afterAll(async () => {
  await rm(project, { recursive: true, force: true })
})

describe('the packed packages', () => {
  it('connect a company in an empty project', async () => {
    const { stdout } = await run(process.execPath, ['host.mjs'], { cwd: project })
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'connected' })
  })

  it('bring the command that moves a store', async () => {
    const { stdout } = await run(path.join(project, 'node_modules/.bin/mooring'), ['--help'])
    expect(stdout).toContain('Usage: mooring migrate')
  })

  it('render the kit on a server', async () => {
    const { stdout, stderr } = await run(process.execPath, ['page.mjs'], { cwd: project })
    expect(JSON.parse(stdout).names).toContain('ReauthorizeMenu')
    expect(stderr).toBe('')
  })

  it('hold no test, no secret and no server code in the browser’s package', async () => {
    const dist = path.join(project, 'node_modules/@mooring/ui/dist')
    const files = (await readdir(dist, { recursive: true })).filter((file) => file.endsWith('.js'))
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) {
      expect(file).not.toMatch(/\.(test|stories)\./)
      expect(await readFile(path.join(dist, file), 'utf8')).not.toMatch(
        /intuit-oauth|node:|from "zod"|clientSecret/,
      )
    }
  })
})
