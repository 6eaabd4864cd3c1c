// A package's README in its tarball: what it links to is not beside it there, nor on a registry's page.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { homeOf } from '../docs/home.ts'
import { leadsOut, readdressLinks } from '../docs/links.ts'
import { hostedAt } from '../docs/pages.ts'

/** Where the files of a version are: at its tag; before the first release on the newest commit. */
const refOf = (version: string): string => (version === '0.0.0' ? 'HEAD' : `v${version}`)

/**
 * A README whose links work anywhere: to its own headings, to files of its version on the code host; links to files lose their
 * address where the repository has none.
 * @param folder of the package, from the root
 */
export function packedReadme(
  readme: string,
  { folder, version, home }: { folder: string; version: string; home: string | null },
): string {
  return readdressLinks(readme, (address) => {
    if (leadsOut(address) || address.startsWith('#')) return address
    const [target = '', anchor] = address.split('#')
    const hosted = hostedAt(path.posix.join(folder, target), { home, ref: refOf(version) })
    return hosted === null || anchor === undefined ? hosted : `${hosted}#${anchor}`
  })
}

/** Writes a tarball anew, with the README for it. @param file the tarball */
export function repackReadme(
  file: string,
  { folder, version }: { folder: string; version: string },
  env: NodeJS.ProcessEnv,
): void {
  const unpacked = mkdtempSync(path.join(os.tmpdir(), 'mooring-readme-'))
  try {
    execFileSync('tar', ['-xzf', file, '-C', unpacked])
    const readme = path.join(unpacked, 'package/README.md')
    const text = packedReadme(readFileSync(readme, 'utf8'), { folder, version, home: homeOf(env) })
    writeFileSync(readme, text)
    execFileSync('tar', ['-czf', file, '-C', unpacked, 'package'])
  } finally {
    rmSync(unpacked, { recursive: true, force: true })
  }
}
