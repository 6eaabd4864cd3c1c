// `mooring init` on fresh projects: what it writes, asks, leaves alone and says.
import { execFileSync } from 'node:child_process'
import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runIn } from '../cli-ground.ts'
import { openProject, runWith } from './project-ground.ts'
import { type Files, STARTERS, type StarterName } from './starters.ts'

const names = Object.keys(STARTERS) as StarterName[]
const keyIn = (env = ''): string => /^MOORING_KEY=(.*)$/m.exec(env)?.[1] ?? ''

/** Runs it with a yes. */
async function initialized(opened: AsyncDisposableStack, files: Files, words: readonly string[] = []) {
  const project = await openProject(opened, files)
  const said = await runWith(project.folder, ['init', '--yes', ...words])
  return { ...project, said, written: await project.files() }
}

describe.each(names)('in a project of %s', (name) => {
  it('shows a diff, asks, writes, and has nothing to change the second time', async () => {
    await using opened = new AsyncDisposableStack()
    const { folder, files } = await openProject(opened, STARTERS[name])
    const before = await files()
    const dry = await runWith(folder, ['init', '--dry-run'])
    expect([dry.code, dry.out]).toEqual([0, expect.stringMatching(/^\+MOORING_KEY=••••••••$/m)])
    expect(await files()).toEqual(before)

    const { code, out, beside, questions } = await runWith(folder, ['init'], true)
    expect([code, questions]).toEqual([0, [expect.stringMatching(/^Write \d files\?$/)]])
    expect(beside).toMatch(/^\+\+\+ b\/\.env$/m)
    expect(out).toMatch(/^ {2}1\. At https:\/\/developer\.intuit\.com.*\/api\/quickbooks\/callback/m)
    expect(out).toMatch(/^ {2}3\. .* doctor$/m)
    const after = await files()
    const key = keyIn(after['.env'])
    expect(Buffer.from(key, 'base64')).toHaveLength(32)
    expect(out + beside).not.toContain(key)
    expect(Object.keys(after).join()).toMatch(/mooring\.config\.(ts|js|mjs)/)

    const again = await runWith(folder, ['init'], true)
    expect([again.code, again.questions, again.out]).toEqual([
      0,
      [],
      expect.stringContaining('Nothing to change.'),
    ])
    expect(await files()).toEqual(after)
  })

  it('writes nothing without a yes', async () => {
    await using opened = new AsyncDisposableStack()
    const { folder, files } = await openProject(opened, STARTERS[name])
    const before = await files()
    const { code, out, beside } = await runIn(folder, ['init'])
    expect([code, out, beside]).toEqual([
      2,
      '',
      expect.stringMatching(/no terminal to ask at.*--dry-run.*--yes/),
    ])
    const declined = await runWith(folder, ['init'], false)
    expect([declined.code, declined.beside]).toEqual([1, expect.stringMatching(/\nNothing was written\.\n$/)])
    expect(await files()).toEqual(before)
  })
})

it('mounts before the body parsers of an Express app, in its own style', async () => {
  await using opened = new AsyncDisposableStack()
  const { written, said } = await initialized(opened, STARTERS['express-generator'])
  expect(written['app.js']).toContain(
    "var pages = require('./routes/pages');\nconst { mountQuickBooks } = require('./quickbooks');\n\nvar app = express();\nmountQuickBooks(app);\n\napp.use(express.json());",
  )
  expect(written['quickbooks.js']).toContain("require('./mooring.config')")
  expect(said.out).toMatch(/^note {2}Express 4\.16 is older than 4\.18/m)
})

it('takes the port, the endings and the folder of a TypeScript product', async () => {
  await using opened = new AsyncDisposableStack()
  const { written } = await initialized(opened, STARTERS['Express in TypeScript'])
  expect(written['.env']).toContain('INTUIT_REDIRECT_URI=http://localhost:8080/api/quickbooks/callback')
  expect(written['src/index.ts']).toMatch(
    /node:fs'\nimport \{ mountQuickBooks \} from '\.\/quickbooks\.js'\n/,
  )
  expect(written['src/index.ts']).toContain('const app: Express = express()\nmountQuickBooks(app)\n')
  // A file beside src would move what the compiler writes.
  expect(written['src/mooring.config.ts']).toContain('QuickBooksAdapterOptions = {')
  expect(written['src/mooring.config.ts']).toContain(
    "encryptionKeys: [{ id: '2027-01-02', secret: MOORING_KEY }]",
  )
})

it('mounts in NestJS before it listens, and says what Fastify needs', async () => {
  await using opened = new AsyncDisposableStack()
  const { written } = await initialized(opened, STARTERS.NestJS)
  expect(written['src/main.ts']).toContain(
    '  const app = await NestFactory.create(AppModule);\n  mountQuickBooks(app);\n  await app.listen',
  )
  const onFastify = {
    ...STARTERS.NestJS,
    'package.json': STARTERS.NestJS['package.json'].replace('platform-express', 'platform-fastify'),
  }
  const other = await initialized(opened, onFastify)
  expect(other.written['src/main.ts']).toBe(STARTERS.NestJS['src/main.ts'])
  expect(other.said.out).toMatch(/to paste {2}src\/main\.ts: NestJS runs on Fastify/)
})

it('writes a route, the start and a page into Next.js, and leaves the adapter to Node', async () => {
  await using opened = new AsyncDisposableStack()
  const { written, said } = await initialized(opened, STARTERS['Next.js'])
  expect(written['app/api/quickbooks/[...path]/route.ts']).toContain('from "../../../../quickbooks"')
  expect(written['instrumentation.ts']).toContain('await startQuickBooks()')
  expect(written['app/quickbooks/page.tsx']).toMatch(
    /<Suspense>\n +<QuickBooksProvider[\s\S]*<DataSourceList \/>/,
  )
  expect(written['next.config.ts']).toContain(
    '{\n  serverExternalPackages: ["@mooring/server-adapter"],\n  cacheComponents',
  )
  expect(written['mooring.config.ts']).toContain('reconnectUrl: "/quickbooks"')
  expect(said.out).toContain('npm install @mooring/server-adapter @mooring/ui radix-ui @tanstack/react-query')
  expect(said.out).toContain('open http://localhost:3100/quickbooks')
  const pages = await initialized(opened, STARTERS['Next.js with pages in JavaScript'])
  expect(Object.keys(pages.written)).toEqual(
    expect.arrayContaining([
      'mooring.config.mjs',
      'src/app/api/quickbooks/[...path]/route.js',
      'src/pages/quickbooks.js',
    ]),
  )
  expect(pages.written['src/quickbooks.js']).toContain("from '../mooring.config.mjs'\n")
  expect(pages.said.out).toContain('pnpm add @mooring/server-adapter')
})

describe('leaves alone', () => {
  it('what it cannot insert, and shows it as lines to paste', async () => {
    await using opened = new AsyncDisposableStack()
    const text = "import { createApp } from './create-app.js'\n\ncreateApp().listen(3000)\n"
    const { written, said, folder } = await initialized(opened, {
      ...STARTERS['Express in TypeScript'],
      'src/index.ts': text,
    })
    expect(written['src/index.ts']).toBe(text)
    expect(said.out).toMatch(
      /to paste {2}src\/index\.ts: .*\n\n {4}import \{ mountQuickBooks \} from '\.\/quickbooks\.js'\n\n {4}mountQuickBooks\(app\)\n/,
    )
    const again = await runWith(folder, ['init'])
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/to paste[\s\S]*Nothing to change\./)])
  })

  it.each([
    ["const session = require('express-session')", "app.use(session({ secret: 'x' }))"],
    ["const cookies = require('cookie-session')", "app.use(require('cookie-session')({}).session())"],
    ["const passport = require('passport')", 'app.use(passport.initialize())'],
    ["const cookieParser = require('cookie-parser')", 'app.use(cookieParser())'],
  ])('an entry with a session, after which the routes belong: %s', async (head, use) => {
    await using opened = new AsyncDisposableStack()
    const text = `const express = require('express')\n${head}\nconst server = express()\n${use}\nserver.use(express.json())\n`
    const { written, said } = await initialized(opened, { ...STARTERS['express-generator'], 'app.js': text })
    expect(written['app.js']).toBe(text)
    expect(said.out).toMatch(
      /to paste {2}app\.js: .*after your session, before your body parsers\n\n.*\n\n {4}mountQuickBooks\(server\)/,
    )
    expect(said.out).toMatch(/^ {2}2\. .*after your session, before your body parsers\.$/m)
  })

  it('a page of Vite’s alone: no server was found, and it is said where the lines belong', async () => {
    await using opened = new AsyncDisposableStack()
    const manifest = { dependencies: { express: '^5.3.0', 'react-dom': '^19.0.0' } }
    const { said } = await initialized(opened, {
      'package.json': JSON.stringify(manifest),
      'src/main.tsx': 'export {}\n',
    })
    expect(said.out).toMatch(
      /to paste {2}index\.js: no server was found: add these lines where yours is made/,
    )
  })

  it('a file in which the server is made in a way of its own: it is said where the lines belong', async () => {
    await using opened = new AsyncDisposableStack()
    const manifest = { main: 'index.js', dependencies: { express: '^5.3.0' } }
    const own = "module.exports = require('./app').create()\n"
    const { written, said } = await initialized(opened, {
      'package.json': JSON.stringify(manifest),
      'index.js': own,
    })
    expect(written['index.js']).toBe(own)
    expect(said.out).toMatch(/to paste {2}index\.js: it is not certain where they go/)
  })

  it.each([
    ['a file with another name', { 'api.js': "require('express')().listen(3000)\n" }, {}],
    ['a file in lib', { 'lib/web.mjs': 'export {}\n' }, {}],
    ['a script that runs a file', {}, { start: 'node bin/www' }],
  ])('a product that has %s: no server is made beside it', async (_what, own, scripts) => {
    await using opened = new AsyncDisposableStack()
    const manifest = { main: 'index.js', scripts, dependencies: { express: '^5.3.0' } }
    const { written, said } = await initialized(opened, { ...own, 'package.json': JSON.stringify(manifest) })
    expect(written).not.toHaveProperty('index.js')
    expect(said.out).toMatch(/to paste {2}index\.js: no server was found/)
  })

  it('an .env.local, which Next.js alone reads by itself', async () => {
    await using opened = new AsyncDisposableStack()
    const local = { '.env.local': 'INTUIT_CLIENT_ID=abc\n' }
    const plain = await initialized(opened, { ...STARTERS.Hono, ...local })
    expect(plain.written['.env']).toContain('INTUIT_CLIENT_ID=')
    const next = await initialized(opened, { ...STARTERS['Next.js'], ...local })
    expect(next.written['.env']).not.toContain('INTUIT_CLIENT_ID=')
  })

  it('an adapter that is mounted by hand, and a config that is there', async () => {
    await using opened = new AsyncDisposableStack()
    const own = {
      ...STARTERS['Express in TypeScript'],
      'src/index.ts': `import { createQuickBooksAdapter } from '@mooring/server-adapter'\n${STARTERS['Express in TypeScript']['src/index.ts']}createQuickBooksAdapter(options)\n`,
      'mooring.config.mjs': 'export default {}\n',
    }
    const { written, said } = await initialized(opened, own)
    for (const file of ['src/index.ts', 'mooring.config.mjs'] as const) expect(written[file]).toBe(own[file])
    expect(Object.keys(written)).not.toContain('src/quickbooks.ts')
    expect(said.out).toMatch(/src\/index\.ts: it makes an adapter already/)
  })

  it('a quickbooks file of the product: Mooring’s has another name', async () => {
    await using opened = new AsyncDisposableStack()
    const own = { ...STARTERS['express-generator'], 'quickbooks.js': 'module.exports = 1\n' }
    const { written } = await initialized(opened, own)
    expect(written['quickbooks.js']).toBe('module.exports = 1\n')
    expect(written['app.js']).toContain("require('./mooring')")
    expect(written['mooring.js']).toContain('mountQuickBooks')
  })

  it('the values of .env, which no output shows, and its line ends', async () => {
    await using opened = new AsyncDisposableStack()
    const env =
      '# ours\r\nSTRIPE_KEY="sk-canary"\r\nINTUIT_CLIENT_ID=abc-canary\r\nPEM="-----BEGIN\r\nline-canary\r\n-----END"'
    const project = await openProject(opened, { ...STARTERS.Hono, '.env': env })
    await chmod(path.join(project.folder, '.env'), 0o640)
    const dry = await runWith(project.folder, ['init', '--dry-run', '--json'])
    const { out } = await runWith(project.folder, ['init', '--yes'])
    expect(dry.out + out).not.toContain('canary')
    const written = (await project.files())['.env'] ?? ''
    expect(written.startsWith(`${env}\r\n\r\nINTUIT_CLIENT_SECRET=\r\n`)).toBe(true)
    expect(written).not.toMatch(/INTUIT_CLIENT_ID=\r|[^\r]\n/)
    expect((await stat(path.join(project.folder, '.env'))).mode & 0o777).toBe(0o640)
  })

  it('an .env that git has: no secret is written to it', async () => {
    await using opened = new AsyncDisposableStack()
    const { folder, files } = await openProject(opened, {
      ...STARTERS.Hono,
      '.gitignore': 'dist\n',
      '.env': 'A=1\n',
    })
    for (const words of [['init'], ['add', '.env']])
      execFileSync('git', words, { cwd: folder, stdio: 'ignore' })
    const { code, out } = await runWith(folder, ['init', '--yes'])
    expect([code, out]).toEqual([0, expect.stringMatching(/to paste {2}\.env: git has this file/)])
    expect((await files())['.env']).toBe('A=1\n')
    expect(out).toMatch(/^ {4}MOORING_KEY=$/m)
  })

  it('a link to a file: it is followed', async () => {
    await using opened = new AsyncDisposableStack()
    const { folder } = await openProject(opened, { ...STARTERS.Hono, 'shared/env': 'A=1\n' })
    await symlink('shared/env', path.join(folder, '.env'))
    await runWith(folder, ['init', '--yes'])
    expect((await lstat(path.join(folder, '.env'))).isSymbolicLink()).toBe(true)
    expect(await readFile(path.join(folder, 'shared/env'), 'utf8')).toMatch(/^A=1\n[\s\S]*MOORING_KEY=/)
  })
})

describe('refuses', () => {
  const both = { 'package.json': '{"dependencies":{"next":"16.0.0","express":"5.0.0"}}' }
  it.each([
    ['a folder without package.json', {}, [], /There is no package\.json in /],
    ['a package.json that is none', { 'package.json': '{' }, [], /There is no package\.json in /],
    [
      'no framework',
      { 'package.json': '{}' },
      [],
      /names none of .*--framework express, nextjs, nestjs, hono/,
    ],
    ['two frameworks', both, [], /names Next\.js and Express\. .*--framework/],
    ['an unknown framework', both, ['--framework', 'rails'], /"rails" is none of/],
    [
      'an address that Intuit does not take',
      both,
      ['--framework', 'express', '--origin', 'http://app.example.com'],
      /not an address such as/,
    ],
  ])('%s', async (_what, files, words, sentence) => {
    await using opened = new AsyncDisposableStack()
    const { folder } = await openProject(opened, files as Files)
    const { code, beside } = await runWith(folder, ['init', '--yes', ...words])
    expect([code, beside]).toEqual([2, expect.stringMatching(sentence)])
  })
})

it('takes a framework and an address that are given', async () => {
  await using opened = new AsyncDisposableStack()
  const { said, written } = await initialized(opened, { 'package.json': '{}' }, [
    '--framework',
    'Express',
    '--origin',
    'https://app.example.com/',
  ])
  expect(said.code).toBe(0)
  expect(written['.env']).toContain('INTUIT_REDIRECT_URI=https://app.example.com/api/quickbooks/callback')
  expect(said.out).toContain('npm install @mooring/server-adapter express')
})

it('answers JSON: each file with its diff', async () => {
  await using opened = new AsyncDisposableStack()
  const { folder } = await openProject(opened, STARTERS.Hono)
  const { code, out } = await runWith(folder, ['init', '--yes', '--json'])
  expect([code, JSON.parse(out)]).toEqual([
    0,
    expect.objectContaining({
      ...{
        framework: 'hono',
        packageManager: 'npm',
        written: true,
        warnings: [expect.stringMatching(/^No React page/)],
      },
      files: expect.arrayContaining([
        { path: 'src/index.ts', step: 'change', diff: expect.stringContaining('+mountQuickBooks(app)') },
      ]),
    }),
  ])
})

it('says which file could not be written, and goes on the next time', async () => {
  await using opened = new AsyncDisposableStack()
  const { folder, files } = await openProject(opened, STARTERS.NestJS)
  // A link that leads nowhere is no file to read, and none to overwrite.
  await symlink('nowhere/else', path.join(folder, 'src/quickbooks.ts'))
  const { code, beside } = await runWith(folder, ['init', '--yes'])
  expect([code, beside]).toEqual([
    1,
    expect.stringMatching(
      /^src\/quickbooks\.ts could not be written: .* Written: \.gitignore, \.env, src\/mooring\.config\.ts\./,
    ),
  ])
  expect(Object.keys(await files()).filter((name) => name.startsWith('.mooring-init'))).toEqual([])
})
