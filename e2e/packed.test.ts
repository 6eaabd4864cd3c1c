// The packages as a product team gets them: packed, installed into an empty project, mounted and called, on the oldest
// Node, Express, React and TypeScript they promise to run with and on the newest.
// `pnpm test` has the newest only; where MOORING_TEST_MATRIX=1 is set, as in CI, and in the long suite, all of it.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../scripts/postgres.ts'
import { PROGRAMS } from './packed/consumers.ts'
import { openPackedProject, type PackedProject } from './packed/packed-project.ts'
import { NODE_LINES, nodeProgram } from './packed/versions.ts'

const isWhole = Boolean(process.env.MOORING_TEST_MATRIX || process.env.MOORING_TEST_LONG)
/** Of one program; less than a test has. */
const PATIENCE_MS = 55_000
/** The compiler before 7 takes three times as long as the newest. */
const COMPILER_PATIENCE_MS = 115_000

/** One step of the host's, as it printed it. */
interface Step {
  readonly name: string
  readonly [key: string]: unknown
}

let project: PackedProject
let databaseUrl: string
let closing: AsyncDisposableStack

beforeAll(async () => {
  await using opened = new AsyncDisposableStack()
  const starting = startPostgres()
  const started = Promise.allSettled([starting])
  opened.defer(async () => {
    for (const postgres of await started) if (postgres.status === 'fulfilled') await postgres.value.remove()
  })
  project = opened.adopt(await openPackedProject({ isWhole }), ({ remove }) => remove())
  databaseUrl = (await starting).url
  closing = opened.move()
}, 180_000)

afterAll(async () => {
  await closing?.disposeAsync()
})

/** Why a Node is left out here; null: it is not. */
function reasonToSkip(line: (typeof NODE_LINES)[number]['line']): string | null {
  if (nodeProgram(line, '') === null) {
    return `no package has it for ${process.platform} on ${process.arch}`
  }
  return isWhole || line === '26' ? null : 'runs where MOORING_TEST_MATRIX=1 is set'
}

describe.each(NODE_LINES)('the packed packages', ({ line, age }) => {
  const reason = reasonToSkip(line)
  const title = reason === null ? `on Node ${line}` : `on Node ${line}: ${reason}`

  describe.skipIf(reason !== null)(title, () => {
    const name = `node_${line.replace('.', '_')}`
    const folder = `runtime/${age}`
    const run = (words: string[]) => {
      const program = nodeProgram(line, path.join(project.folder, 'runtime')) ?? ''
      return project.run(program, words, { in: folder, patienceMs: PATIENCE_MS })
    }
    let host: Awaited<ReturnType<typeof run>>
    const stepOf = (step: string): Step | undefined =>
      host.stdout
        .split('\n')
        .filter((text) => text.startsWith('{'))
        .map((text): Step => JSON.parse(text))
        .find((printed) => printed.name === step)

    beforeAll(async () => {
      const order = { express: ['express-4', 'express'], pages: ['./page.mjs'], databaseUrl, name }
      host = await run(['host.mjs', JSON.stringify(order)])
    })

    it.each([
      ['Express 4 and SQLite', 'express-4 on SQLite'],
      ['Express 4 and Postgres', 'express-4 on Postgres'],
      ['Express 5 and SQLite', 'express on SQLite'],
      ['Express 5 and Postgres', 'express on Postgres'],
    ])('connect a company, refresh its tokens and stream an event with %s', (_title, step) => {
      expect(stepOf(step)).toEqual({
        name: step,
        outcome: 'connected',
        event: 'connected',
        isNewToken: true,
        isLater: true,
      })
    })

    it(`render the kit on a server with React ${age === 'lowest' ? 18 : 19}`, () => {
      expect(stepOf('./page.mjs')).toMatchObject({
        react: expect.stringMatching(age === 'lowest' ? /^18\./ : /^19\./),
        names: expect.arrayContaining(['ReauthorizeMenu']),
        html: expect.stringContaining('class="mooring'),
      })
    })

    it('describe a connection in the reader’s language', () => {
      expect(stepOf('notice')).toMatchObject({
        subject: 'Erneute Autorisierung nötig – Harbor Tea Co. – QuickBooks',
        action: 'Erneut autorisieren',
      })
    })

    it('leave nothing open and say nothing', () => {
      const version = stepOf('node')?.version
      expect(version).toMatch(line === '22.13' ? /^22\.13\./ : new RegExp(`^${line}\\.`))
      expect(withoutWarningOf(String(version), host.stderr)).toBe('')
      expect(host.code).toBe(0)
    })

    it('move a store from SQLite to Postgres by their command', async () => {
      const command = 'node_modules/@mooring/server-adapter/dist/mooring.js'
      const source = `sqlite:${name}_express_sqlite.db`
      const target = ['--to', databaseUrl, '--schema', `${name}_moved`]
      const moved = await run([command, 'migrate', '--from', source, ...target])
      expect(moved).toMatchObject({ code: 0, stdout: expect.stringMatching(/connections/) })
    })
  })
})

/** Node itself says on 22, and said on early versions of 24, that its SQLite is an experiment. */
function withoutWarningOf(version: string, stderr: string): string {
  if (!/^(22|24\.0)\./.test(version)) return stderr
  return stderr.replace(
    /^\(node:\d+\) ExperimentalWarning: SQLite is an experimental feature.*\n\(Use `\S+ --trace-warnings \.\.\.` .*\)\n/m,
    '',
  )
}

describe('the types of the packed packages, without pg and without skipLibCheck', {
  timeout: 120_000,
}, () => {
  const check = async (age: string, program: string, [compiler = '', ...words]: string[]) =>
    await project.run(process.execPath, [compiler, ...words, '-p', program, '--pretty', 'false'], {
      in: `types/${age}`,
      patienceMs: COMPILER_PATIENCE_MS,
    })
  const clean = { code: 0, stdout: '', stderr: '' }

  describe('are whole for the newest TypeScript, React 19 and Express 5', () => {
    const newest = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
    // Each side as it is mostly built; the matrix has both ways of both.
    const usual = ['server-nodenext', 'browser-bundler']

    it.each(isWhole ? PROGRAMS : usual)('in the program %s', async (program) => {
      expect(await check('newest', program, [newest, '--singleThreaded'])).toEqual(clean)
    })
  })

  describe.skipIf(!isWhole)('are whole for TypeScript 5.9, React 18 and Express 4', () => {
    it.each(PROGRAMS)('in the program %s', async (program) => {
      expect(await check('lowest', program, ['../node_modules/typescript/lib/tsc.js'])).toEqual(clean)
    })
  })
})

describe('the packed packages', () => {
  it('bring the command that moves a store', async () => {
    const { stdout } = await project.run('node_modules/.bin/mooring', ['--help'], {
      in: 'runtime/newest',
      patienceMs: PATIENCE_MS,
    })
    expect(stdout).toContain('Usage: mooring migrate')
  })

  it('bring the command that writes them into a project', async () => {
    const words = ['init', '--framework', 'express', '--dry-run']
    const { code, stdout } = await project.run('node_modules/.bin/mooring', words, {
      in: 'runtime/newest',
      patienceMs: PATIENCE_MS,
    })
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\+\+\+ b\/quickbooks\.js$/m)])
  })

  it('have no test, no secret and no server code in the browser’s package', async () => {
    const dist = path.join(project.folder, 'runtime/newest/node_modules/@mooring/ui/dist')
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
