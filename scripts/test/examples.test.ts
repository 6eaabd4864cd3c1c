// The hosts of examples/, as their pages promise them: short, and each started by one command. e2e/examples.test.ts starts them.
import { copyFileSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newFolder } from '../../apps/demo/server/demo-process.ts'
import { EXAMPLES, exampleFolder, forgetPackages, shellVariables, writeEnvironment } from '../examples.ts'

/** What is written for the adapter alone. */
const OWN = /(^|\/)quickbooks(\.server)?\.[jt]s$|\/api\/quickbooks\/|(^|\/)instrumentation\.ts$/
/** What a line says that mounts, starts or shows it elsewhere. */
const NAMES = /quickbooks|@mooring\/|ConnectionBanner|DataSourceList/i
const MOST_LINES = 45

/** Folders that an install or a build has made. */
const MADE = ['**/node_modules', 'dist', 'build', '.next', '.react-router']

/** Sources of an example, by their paths. */
function sourcesOf(name: string): [file: string, lines: string[]][] {
  const folder = exampleFolder(name)
  return globSync('**/*.{js,jsx,ts,tsx}', { cwd: folder, exclude: MADE })
    .map((file) => file.split(path.sep).join('/'))
    .map((file) => {
      const lines = readFileSync(path.join(folder, file), 'utf8').split('\n')
      return [file, lines.filter((line) => /\S/.test(line) && !/^\s*(\/\/|\/?\*)/.test(line))]
    })
}

it('has the ten hosts', () => {
  expect(EXAMPLES).toHaveLength(10)
})

describe.each(EXAMPLES)('the example %s', (name) => {
  it(`has at most ${MOST_LINES} lines for the adapter and the kit`, () => {
    const glue = sourcesOf(name).flatMap(([file, lines]) =>
      OWN.test(file) ? lines : lines.filter((line) => NAMES.test(line)),
    )
    expect(glue.length).toBeGreaterThan(20)
    expect(glue.length).toBeLessThanOrEqual(MOST_LINES)
  })

  it('has a page with its command, and every file that the page names', () => {
    const page = readFileSync(path.join(exampleFolder(name), 'README.md'), 'utf8')
    expect(page).toContain(`npx --yes pnpm@12.21.0 example ${name}\n`)
    const files = new Set(globSync('**', { cwd: exampleFolder(name), exclude: MADE }))
    const rows = page.split('\n').filter((line) => line.startsWith('| `'))
    const named = rows.flatMap((line) =>
      [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => file),
    )
    expect(named.length).toBeGreaterThan(2)
    for (const file of named) expect(files).toContain(path.normalize(file ?? ''))
  })

  it('gets secrets of its own once, and later what it lacks', async () => {
    await using folder = await newFolder()
    copyFileSync(path.join(exampleFolder(name), '.env.example'), path.join(folder.path, '.env.example'))
    writeEnvironment(folder.path)
    const made = readFileSync(path.join(folder.path, '.env'), 'utf8')
    expect(made).toMatch(/^MOORING_KEY=[\w+/]{43}=$/m)
    expect(made).toMatch(/^SESSION_SECRET=[\w+/]{43}=$/m)
    writeEnvironment(folder.path)
    forgetPackages(folder.path)
    expect(readFileSync(path.join(folder.path, '.env'), 'utf8')).toBe(made)
    const older = made.replace(/^INTUIT_WEBHOOK_TOKEN=.*\n/m, '')
    writeFileSync(path.join(folder.path, '.env'), older)
    writeEnvironment(folder.path)
    expect(readFileSync(path.join(folder.path, '.env'), 'utf8')).toBe(
      `${older}INTUIT_WEBHOOK_TOKEN=example\n`,
    )
  })
})

it('starts an example as from a person’s own shell', () => {
  for (const name of Object.keys(shellVariables()))
    expect(name).not.toMatch(/^(npm_lifecycle|npm_package|VITEST)/)
})
