// The public API of each package as its types give it: etc/<package>.api.md. Fails where they differ; `--update` writes them anew.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type OutputChunk, rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { programOf } from './installed-program.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Where tsconfig.api.json writes the types. */
const types = path.join(root, 'node_modules/.cache/mooring/api')
/** The piece in which everything is. */
const DECLARED = 'declared'
/** Another package's types are that package's report. */
const OTHERS = /^[^./]/

interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, { readonly source?: string }>>
}

/** Files of the types by entry point: `index`, `schemas`, … */
function entriesOf(folder: string, { exports }: Manifest): Record<string, string> {
  const found = Object.entries(exports).flatMap(([name, { source = '' }]) => {
    if (!source.endsWith('.ts')) return []
    const files = globSync(source, { cwd: path.join(root, folder), exclude: ['**/*.test.ts'] })
    return files.map((file) => {
      const entry = name === './*' ? path.basename(file, '.ts') : name.slice(2) || 'index'
      return [entry, path.join(types, path.basename(folder), file.replace(/\.ts$/, '.d.ts'))] as const
    })
  })
  return Object.fromEntries(found.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** What each entry point gives by name, and one piece with all that is declared. */
async function bundle(input: Record<string, string>): Promise<OutputChunk[]> {
  await using build = await rolldown({
    input,
    external: OTHERS,
    // It only joins here: nothing is left for a generator to do.
    plugins: [dts({ dtsOnly: true, generator: 'oxc', tsconfig: false, sourcemap: false })],
    logLevel: 'silent',
  })
  const { output } = await build.generate({
    format: 'es',
    minifyInternalExports: false,
    chunkFileNames: '[name].d.ts',
    codeSplitting: { groups: [{ name: DECLARED, test: /./ }] },
  })
  return output.filter((piece) => piece.type === 'chunk')
}

/** Each with its lines; imports, and the list of what is exported, are left out. */
function declarationsIn(code: string): string[] {
  const declarations = code.split(/^(?=[a-z])/m).map((text) => text.trim())
  return declarations.filter((text) => !/^(import|export \{|$)/.test(text))
}

/** In the order of their names, so that a file that moves changes nothing. */
function byName(one: string, other: string): number {
  const [first = '', second = ''] = [one, other].map((text) =>
    text.replace(/^((export|declare|abstract) )*\w+ /, ''),
  )
  return first < second ? -1 : 1
}

async function reportOf(folder: string): Promise<string> {
  const manifest: Manifest = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'))
  const pieces = await bundle(entriesOf(folder, manifest))
  const exported = pieces.filter((piece) => piece.isEntry).map((piece) => lineOf(manifest, piece))
  const declared = pieces.filter((piece) => !piece.isEntry).flatMap((piece) => declarationsIn(piece.code))
  return `# The public API of ${manifest.name}

Made by \`pnpm api\`. A change here is a change for hosts: [docs/versioning.md](../docs/versioning.md) says which.

## What each entry point exports

${exported.sort().join('\n')}

## What they are

\`\`\`ts
${declared.sort(byName).join('\n')}
\`\`\`
`
}

function lineOf({ name }: Manifest, piece: OutputChunk): string {
  const entry = piece.name === 'index' ? name : `${name}/${piece.name}`
  const names = [...piece.exports].sort().map((one) => `\`${one}\``)
  return `- \`${entry}\`: ${names.join(', ')}`
}

function writeTypes(): void {
  rmSync(types, { recursive: true, force: true })
  const args = [programOf('typescript'), '-p', 'tsconfig.api.json']
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error('The types could not be written.')
}

/** Compares one report with what is committed, or writes it. @returns whether it is as committed, or has been written */
async function settle(folder: string, isUpdate: boolean): Promise<boolean> {
  const name = path.basename(folder)
  const file = path.join(root, 'etc', `${name}.api.md`)
  const report = await reportOf(folder)
  if (isUpdate) {
    writeFileSync(file, report)
    return true
  }
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (committed === report) return true
  console.error(differenceOf(committed, report))
  console.error(
    `The public API of packages/${name} has changed. Where that is meant, run "pnpm api" and commit etc/.`,
  )
  return false
}

/** Lines that only one of two texts has, in its order. */
function differenceOf(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const [known, still] = [new Set(old), new Set(now)]
  const gone = old.filter((line) => !still.has(line)).map((line) => `- ${line}`)
  const come = now.filter((line) => !known.has(line)).map((line) => `+ ${line}`)
  return [...gone, ...come].join('\n')
}

mkdirSync(path.join(root, 'etc'), { recursive: true })
writeTypes()
for (const folder of globSync('packages/*', { cwd: root }).sort()) {
  if (!(await settle(folder, process.argv.includes('--update')))) process.exitCode = 1
}
