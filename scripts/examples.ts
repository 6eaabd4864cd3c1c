// The hosts in examples/: how they get the packages of this clone, as long as no registry has them, and their secrets.
import { randomBytes } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './release/packages.ts'
import { packTarballs } from './release/tarballs.ts'

const FOLDER = path.join(root, 'examples')

/** Names of the examples, which are their folders. */
export const EXAMPLES: readonly string[] = globSync('*/package.json', { cwd: FOLDER })
  .map((file) => path.dirname(file))
  .sort()

export const exampleFolder = (name: string): string => path.join(FOLDER, name)

/** Packs the packages, built before, where the examples' manifests name them: under names without a version. */
export function packForExamples(folder: string): void {
  for (const { name, filename } of packTarballs(folder)) {
    const file = path.isAbsolute(filename) ? filename : path.join(folder, filename)
    renameSync(file, path.join(folder, `${name.replace('@', '').replace('/', '-')}.tgz`))
  }
}

/** Forgets what was installed of earlier tarballs: npm takes a tarball of the same name for the same package. */
export function forgetPackages(folder: string): void {
  for (const one of ['package-lock.json', 'node_modules/.package-lock.json', 'node_modules/@mooring'])
    rmSync(path.join(folder, one), { recursive: true, force: true })
}

/** Gives an example's `.env` the lines of its `.env.example` that it lacks, with fresh secrets where those are empty. */
export function writeEnvironment(folder: string): void {
  const file = path.join(folder, '.env')
  const own = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const names = new Set([...own.matchAll(/^(\w+)=/gm)].map(([, name]) => name))
  const lines = readFileSync(`${file}.example`, 'utf8').trimEnd().split('\n')
  const lacking = lines.filter((line) => own === '' || (/^\w+=/.test(line) && !names.has(line.split('=')[0])))
  if (lacking.length === 0) return
  const secret = (line: string) =>
    /_(KEY|SECRET)=$/.test(line) ? line + randomBytes(32).toString('base64') : line
  const begin = own === '' || own.endsWith('\n') ? own : `${own}\n`
  writeFileSync(file, `${begin}${lacking.map(secret).join('\n')}\n`, { mode: 0o600 })
}

/** What a person's own shell has: without what a package manager or a test runner that runs this has set. */
export function shellVariables(): NodeJS.ProcessEnv {
  const own =
    /^(npm_(?!config_(registry|cache|https?_proxy|proxy|noproxy)$)|pnpm_|VITEST|NODE_OPTIONS$|NODE_ENV$|INIT_CWD$)/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

/** Without a lock file, which would name the tarballs by their contents. */
export const INSTALL = ['install', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error']
