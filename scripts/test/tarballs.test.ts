// What would be published: only what runs, with its types and maps. It needs a build.
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linksOf } from '../docs/links.ts'
import { FOLDERS, kindsOf, type Manifest, root } from '../release/packages.ts'
import { packTarballs, type Tarball } from '../release/tarballs.ts'

/** pnpm may have to be fetched first. */
const PATIENCE_MS = 120_000
const HOME = 'https://git.example/harbor/mooring'

const folder = mkdtempSync(path.join(os.tmpdir(), 'mooring-tarballs-'))
let tarballs: Tarball[] = []

beforeAll(() => {
  const unbuilt = FOLDERS.filter((one) => globSync(`${one}/dist/index.js`, { cwd: root }).length === 0)
  if (unbuilt.length > 0) throw new Error(`Not built: ${unbuilt.join(', ')}. Run "pnpm build" first.`)
  // As in CI, which knows where the repository is.
  tarballs = packTarballs(folder, {
    GITHUB_SERVER_URL: 'https://git.example',
    GITHUB_REPOSITORY: 'harbor/mooring',
  })
}, PATIENCE_MS)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('has only what runs', async () => {
  const kinds = tarballs.map(({ name, files }) =>
    [name, ...kindsOf(files.map((file) => file.path))].join('\n  '),
  )
  await expect(`${kinds.join('\n')}\n`).toMatchFileSnapshot(path.join(root, 'etc/tarballs.txt'))
})

describe.each(FOLDERS.map((one) => path.basename(one)))('the tarball of %s', (name) => {
  const file = () =>
    globSync(`mooring-${name}-[0-9]*.tgz`, { cwd: folder }).map((one) => path.join(folder, one))[0] ?? ''
  const manifest = (): Manifest =>
    JSON.parse(execFileSync('tar', ['-xzOf', file(), 'package/package.json'], { encoding: 'utf8' }))

  it('says where the repository is, and leads to no source', () => {
    expect(manifest()).toMatchObject({
      repository: { type: 'git', url: `git+${HOME}.git`, directory: `packages/${name}` },
      homepage: `${HOME}#readme`,
      bugs: `${HOME}/issues`,
    })
    expect(JSON.stringify(manifest())).not.toMatch(
      /"source"|\/src\/(?!index\.d\.ts)|workspace:|devDependencies/,
    )
  })

  it('has a README whose links lead somewhere from a registry’s page, too', () => {
    const readme = execFileSync('tar', ['-xzOf', file(), 'package/README.md'], { encoding: 'utf8' })
    const dead = linksOf(readme).filter((address) => !/^(https:|#|mailto:)/.test(address))
    expect(dead).toEqual([])
    for (const address of linksOf(readme).filter((one) => one.startsWith(HOME)))
      expect(address).toMatch(/\/(blob|tree)\/(HEAD|v\d+\.\d+\.\d+)\/\S/)
  })

  it('is as publint wants packages', async () => {
    const tarball = readFileSync(file())
    const data = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength)
    const { messages, pkg } = await publint({ pack: { tarball: data }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })
})
