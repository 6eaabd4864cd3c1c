// What a release makes of changelogs, and what each published package says of itself.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { withJoined, withOtherLicences } from '../release/bill-of-materials.ts'
import { forPackages, released, sectionOf, unreleasedIn, withText } from '../release/changelog.ts'
import {
  commonVersion,
  FOLDERS,
  kindsOf,
  readManifest,
  root,
  VERSION_FILE,
  versionFile,
} from '../release/packages.ts'

const CHANGELOG = '# Changelog\n\n## 0.1.0 – unreleased\n\n- One.\n- Two,\n  longer.\n'

describe('the changelog of the repository', () => {
  it('gives what it lists as unreleased, until that is released', () => {
    expect(unreleasedIn(CHANGELOG)).toBe('- One.\n- Two,\n  longer.')
    const after = released(CHANGELOG, '2026-12-01')
    expect(after).toContain('## 0.1.0 – 2026-12-01\n\n- One.\n')
    expect(unreleasedIn(after)).toBeNull()
  })

  it('ends at the version before', () => {
    expect(unreleasedIn(`${CHANGELOG}\n## 0.0.9 – 2026-01-01\n\n- Old.\n`)).toBe('- One.\n- Two,\n  longer.')
  })

  it('is read as it is committed', () => {
    const list = unreleasedIn(readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'))
    if (commonVersion() === '0.0.0') expect(list).toMatch(/^- /)
    else expect(list).toBeNull()
  })

  it('leads to the same files from a package’s folder', () => {
    expect(forPackages('See [a](docs/a.md), [b](#b) and [c](https://else.example).')).toBe(
      'See [a](../../docs/a.md), [b](#b) and [c](https://else.example).',
    )
  })

  it('becomes the text of a changeset, for the same packages', () => {
    expect(withText('---\n"@mooring/ui": minor\n---\n\nOld.\n', 'New.')).toBe(
      '---\n"@mooring/ui": minor\n---\n\nNew.\n',
    )
  })
})

it('takes one version out of a package’s changelog', () => {
  const changelog = '# @mooring/ui\n\n## 0.2.0\n\n- New.\n\n## 0.1.0\n\n- First.\n'
  expect(sectionOf(changelog, '0.2.0')).toBe('- New.')
  expect(sectionOf(changelog, '0.1.0')).toBe('- First.')
  expect(sectionOf(changelog, '9.9.9')).toBe('')
})

it('bills name what is joined into a package and installed by no one', () => {
  const bill = (name: string) => withJoined({ metadata: { component: { name } } })
  expect(bill('server-adapter').components).toMatchObject([
    { name: 'kysely', licenses: [{ license: { id: 'MIT' } }] },
    { name: 'commander', licenses: [{ license: { id: 'MIT' } }] },
  ])
  expect(bill('ui').components).toEqual([])
})

it('finds licences that are not permissive', () => {
  const of = (licence: object) => ({ name: 'a', version: '1.0.0', licenses: [licence] })
  expect(
    withOtherLicences([of({ license: { id: 'MIT' } }), of({ expression: '(GPL-3.0 OR Apache-2.0)' })]),
  ).toEqual([])
  expect(withOtherLicences([of({ license: { id: 'GPL-3.0-only' } })])).toEqual(['a@1.0.0'])
  expect(withOtherLicences([of({ expression: '(MIT AND GPL-3.0)' })])).toEqual(['a@1.0.0'])
  expect(withOtherLicences([{ name: 'b', version: '2.0.0' }])).toEqual(['b@2.0.0'])
})

it('sums up files by folder and kind', () => {
  const files = ['package.json', 'dist/a.js', 'dist/b.js', 'dist/a.js.map', 'dist/x/a.d.ts', 'dist/x/y/z.js']
  expect(kindsOf(files)).toEqual([
    'dist/**/*.js',
    'dist/**/*.js.map',
    'dist/x/**/*.d.ts',
    'dist/x/**/*.js',
    'package.json',
  ])
})

describe.each(FOLDERS)('%s', (folder) => {
  const manifest = readManifest(folder)

  it('says what registries and installers ask for', () => {
    expect(manifest).toMatchObject({
      name: `@mooring/${path.basename(folder)}`,
      version: commonVersion(),
      description: expect.stringMatching(/\.$/),
      keywords: expect.arrayContaining(['quickbooks']),
      license: 'MIT',
      type: 'module',
      engines: { node: expect.any(String) },
      files: ['dist'],
      publishConfig: { access: 'public' },
    })
    // Style sheets alone do something when they are imported.
    const styles = expect.arrayContaining([expect.stringMatching(/\.css$/)])
    expect(manifest.sideEffects).toEqual(manifest.name === '@mooring/ui' ? styles : false)
    expect(manifest.private).toBeUndefined()
  })
})

it('gives the adapter the version of its package', () => {
  expect(readFileSync(VERSION_FILE, 'utf8')).toBe(versionFile(commonVersion()))
})
