// The package as it is built: directives, names, each component alone, and servers on React 18 and 19.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)
const kit = path.join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(kit, 'dist', file), 'utf8')
const DIRECTIVE = /^['"]use client['"]/

const components = globSync('{components,provider}/**/[A-Z]*.js', { cwd: path.join(kit, 'dist') })
/** Those that hosts import stand in a folder of their own name. */
const ofHosts = components.filter((file) => {
  const { dir, name } = path.parse(file)
  return path.basename(dir).replaceAll('-', '') === name.toLowerCase()
})

describe('for a host with server components', () => {
  it('the entry point is a client’s, and names all that it exports', () => {
    const entry = read('index.js')
    expect(entry).toMatch(DIRECTIVE)
    expect(entry).not.toContain('export *')
  })

  it.each(components)('%s says that it is a client’s', (file) => {
    expect(read(file)).toMatch(DIRECTIVE)
  })
})

describe('each component', () => {
  it.each(ofHosts)('%s imports alone', async (file) => {
    const address = pathToFileURL(path.join(kit, 'dist', file)).href
    const code = encodeURIComponent(`await import(${JSON.stringify(address)})`)
    // A thread has modules of its own, as a process has, for half the price.
    const thread = new Worker(new URL(`data:text/javascript,${code}`), { stderr: true })
    const [said] = await Promise.all([text(thread.stderr), once(thread, 'exit')])
    expect(said).toBe('')
  })
})

/** The modules that an entry point loads first, by their paths in `dist`. */
function neededBy(entry: string): Set<string> {
  const found = new Set([entry])
  for (const file of found) {
    for (const [, from = ''] of read(file).matchAll(/^(?:import|export)\b[^'"]*['"](\.[^'"]+)['"]/gm))
      found.add(path.posix.join(path.posix.dirname(file), from))
  }
  return found
}

const entryOf = (component: string) =>
  component.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
const barrel: string[] = Object.keys(await import(pathToFileURL(path.join(kit, 'dist/index.js')).href))

describe('an entry point of its own', () => {
  it.each(barrel)('%s comes through one', async (name) => {
    const entry = name.startsWith('use') ? 'hooks' : entryOf(name)
    const address = import.meta.resolve(`@mooring/ui/${entry}`)
    expect(Object.keys(await import(address))).toContain(name)
    expect(read(`entries/${entry}.js`)).toMatch(DIRECTIVE)
  })

  it('brings what it needs, and no other component', () => {
    const alone = neededBy('entries/connect-button.js')
    expect(alone.size).toBeGreaterThan(3)
    expect([...alone].filter((file) => /integration-tile|setup-progress|health/.test(file))).toEqual([])
    expect(alone.size).toBeLessThan(neededBy('index.js').size / 3)
  })
})

describe.each([
  ['18', path.join(kit, 'react-18')],
  ['19', kit],
])('on a server with React %s', (major, folder) => {
  it('renders everything without a style and without a word', async () => {
    const script = path.join(import.meta.dirname, 'render-all.mjs')
    const { stdout } = await run(process.execPath, [script, kit, folder])
    const { version, said, pages } = JSON.parse(stdout)
    expect(version.startsWith(`${major}.`)).toBe(true)
    expect(said).toEqual([])
    expect(pages.length).toBeGreaterThan(15)
    for (const [name, html] of pages) expect(html, name).not.toMatch(/style=|undefined|\[object/)
    expect(Object.fromEntries(pages).ConnectButton).toContain('Connect to QuickBooks')
  })
})
