// What a release does on its way to the registry: each step may be made again, and what is there already is left.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { publishedOf, rehearsalAt } from '../release/destination.ts'
import { commitRelease, push, putAside, startMarked, tagRelease } from '../release/history.ts'
import { notesOf } from '../release/notes.ts'
import { FOLDERS, inOrder, packageName } from '../release/packages.ts'
import { packedReadme } from '../release/readme.ts'
import { newFolder } from './folder.ts'

/** A registry that has some versions. @param has paths as it is asked for them; null: it is broken */
async function registryWith(has: readonly string[] | null) {
  const server = createServer((request, response) => {
    const found = has?.includes(decodeURIComponent(request.url ?? ''))
    response.writeHead(has === null ? 502 : found ? 200 : 404).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    to: { registry: `http://127.0.0.1:${port}`, isRehearsal: true },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('what is published', () => {
  it('is known of each package, and nothing else is guessed', async () => {
    await using registry = await registryWith(['/@mooring/contract/0.1.0'])
    const names = ['@mooring/contract', '@mooring/ui']
    expect(await publishedOf(names, '0.1.0', registry.to)).toEqual(['@mooring/contract'])
    expect(await publishedOf(names, '0.2.0', registry.to)).toEqual([])
  })

  it('is not taken for missing where the registry cannot say', async () => {
    await using registry = await registryWith(null)
    await expect(publishedOf(['@mooring/ui'], '0.1.0', registry.to)).rejects.toThrow(
      '502 for @mooring/ui@0.1.0',
    )
  })

  it('comes after the packages it needs', () => {
    const order = inOrder(FOLDERS.map(packageName).toReversed())
    expect(order.toSorted()).toEqual(FOLDERS.map(packageName).toSorted())
    expect(order[0]).toBe('@mooring/contract')
    expect(order.indexOf('@mooring/messages')).toBeLessThan(order.indexOf('@mooring/ui'))
    expect(order.indexOf('@mooring/ui')).toBeLessThan(order.indexOf('@mooring/testing'))
  })

  it('reaches no other machine in a rehearsal', () => {
    expect(() => rehearsalAt('https://registry.example')).toThrow('a registry of this machine')
  })
})

describe('the commit and tag of a release', () => {
  /** A clone with one commit, whose origin is another folder. */
  const clone = () => {
    const folder = newFolder({ 'clone/package.json': '{}', 'clone/a.txt': 'before\n' })
    const at = path.join(folder.path, 'clone')
    const git = (...args: string[]) => execFileSync('git', args, { cwd: at, encoding: 'utf8' }).trim()
    execFileSync('git', [
      'init',
      '--quiet',
      '--bare',
      '--initial-branch=main',
      path.join(folder.path, 'origin.git'),
    ])
    git('init', '--quiet', '--initial-branch=main')
    git('config', 'user.name', 'Ada')
    git('config', 'user.email', 'ada@example.com')
    git('remote', 'add', 'origin', path.join(folder.path, 'origin.git'))
    git('add', '.')
    git('commit', '--quiet', '--message', 'first')
    git('push', '--quiet', 'origin', 'main')
    const change = () => {
      startMarked(at)
      writeFileSync(path.join(at, 'a.txt'), 'after\n')
      writeFileSync(path.join(at, 'new.txt'), '')
    }
    return { at, git, change, [Symbol.dispose]: () => folder[Symbol.dispose]() }
  }

  it('are made and pushed once, however often that is done', () => {
    using there = clone()
    there.change()
    commitRelease(there.at, '0.1.0')
    for (let again = 0; again < 2; again++) {
      tagRelease(there.at, '0.1.0')
      push(there.at, '0.1.0', 'main')
    }
    expect(there.git('log', '--format=%s', 'origin/main')).toBe('chore(release): 0.1.0\nfirst')
    expect(there.git('ls-remote', 'origin', 'refs/tags/*')).toContain('v0.1.0')
    expect(there.git('status', '--porcelain')).toBe('')
  })

  it('are put aside where it was stopped before the commit, and nothing is lost', () => {
    using there = clone()
    there.change()
    putAside(there.at)
    expect(there.git('status', '--porcelain')).toBe('')
    expect(there.git('stash', 'show', '--include-untracked', '--name-only')).toBe('a.txt\nnew.txt')
    putAside(there.at)
    expect(there.git('stash', 'list').split('\n')).toHaveLength(1)
  })

  it('leave changes of a person alone', () => {
    using there = clone()
    writeFileSync(path.join(there.at, 'a.txt'), 'mine\n')
    putAside(there.at)
    expect(there.git('status', '--porcelain')).toContain('a.txt')
  })

  it('are tagged and pushed later where it was stopped behind the commit and the branch went on', () => {
    using there = clone()
    there.change()
    commitRelease(there.at, '0.1.0')
    tagRelease(there.at, '0.1.0')
    push(there.at, '0.1.0', 'main')
    const released = there.git('rev-parse', 'HEAD')
    there.git('commit', '--quiet', '--allow-empty', '--message', 'later')
    there.git('push', '--quiet', 'origin', 'main')
    there.git('push', '--quiet', '--delete', 'origin', 'v0.1.0')
    there.git('tag', '--delete', 'v0.1.0')
    tagRelease(there.at, '0.1.0')
    push(there.at, '0.1.0', 'main')
    expect(there.git('rev-parse', 'v0.1.0^{commit}')).toBe(released)
    expect(there.git('ls-remote', 'origin', 'refs/tags/*')).toContain('v0.1.0')
    expect(there.git('log', '-1', '--format=%s', 'origin/main')).toBe('later')
  })

  it('are missed with a sentence', () => {
    using there = clone()
    expect(() => tagRelease(there.at, '0.2.0')).toThrow('no commit "chore(release): 0.2.0"')
  })
})

it('says once what several packages say, and not that a dependency is new', () => {
  const dependency = '### Patch Changes\n\n- Updated dependencies\n  - @mooring/contract@0.1.0'
  expect(
    notesOf(
      new Map([
        ['@mooring/contract', '### Minor Changes\n\n- First.'],
        ['@mooring/ui', `### Minor Changes\n\n- First.\n\n${dependency}`],
        ['@mooring/testing', dependency],
      ]),
    ),
  ).toBe('## @mooring/contract, @mooring/ui\n\n### Minor Changes\n\n- First.\n')
})

describe('a README in its tarball', () => {
  const of = (readme: string, home: string | null, version = '0.1.0') =>
    packedReadme(readme, { folder: 'packages/ui', version, home })
  const HOME = 'https://git.example/harbor/mooring'

  it('leads to the files of its version', () => {
    expect(of('[a](../../docs/errors.md#internal) [b](../messages) [c](#look)', HOME)).toBe(
      `[a](${HOME}/blob/v0.1.0/docs/errors.md#internal) [b](${HOME}/tree/v0.1.0/packages/messages) [c](#look)`,
    )
    expect(of('[a](../../docs/cli.md)', HOME, '0.0.0')).toBe(`[a](${HOME}/blob/HEAD/docs/cli.md)`)
  })

  it('has no link to a file where the repository has no known address', () => {
    expect(of('See [docs/cli.md](../../docs/cli.md) and [there](https://else.example).', null)).toBe(
      'See docs/cli.md and [there](https://else.example).',
    )
  })
})
