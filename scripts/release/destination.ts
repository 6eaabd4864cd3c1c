// Where packages are published to: the registry, with provenance; in a rehearsal one of this machine, without.
import path from 'node:path'
import { inOrder } from './packages.ts'
import { ask, git, pnpm, run } from './run.ts'
import { OUTPUT, type Tarball } from './tarballs.ts'

export interface Destination {
  /** Its address, without a slash at the end. */
  readonly registry: string
  readonly isRehearsal: boolean
}

const at = (address: string, isRehearsal: boolean): Destination => ({
  registry: address.replace(/\/+$/, ''),
  isRehearsal,
})

/** The registry that pnpm is set to. */
export const theRegistry = (): Destination => {
  const [program, ...args] = pnpm('config', 'get', 'registry')
  return at(ask(program, args), false)
}

/** @throws Error where a rehearsal would reach beyond this machine */
export function rehearsalAt(address: string): Destination {
  if (!['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname))
    throw new Error('A rehearsal is made against a registry of this machine.')
  if (!path.isAbsolute(git('remote', 'get-url', 'origin')))
    throw new Error(
      'A rehearsal is made in a clone whose origin is a folder of this machine: it pushes there.',
    )
  return at(address, true)
}

/** Those of the packages that a registry has in this version. @throws Error where it can't say */
export async function publishedOf(
  names: readonly string[],
  version: string,
  { registry }: Destination,
): Promise<string[]> {
  const found = names.map(async (name) => {
    const response = await fetch(`${registry}/${name.replace('/', '%2f')}/${version}`)
    await response.body?.cancel()
    if (!response.ok && response.status !== 404)
      throw new Error(`The registry answered ${response.status} for ${name}@${version}: run this again.`)
    return response.ok ? [name] : []
  })
  return (await Promise.all(found)).flat()
}

/** Publishes what the registry has not: a package after those it needs. @returns how many */
export async function publishMissing(tarballs: readonly Tarball[], to: Destination): Promise<number> {
  const [{ version } = { version: '' }] = tarballs
  const published = await publishedOf(
    tarballs.map(({ name }) => name),
    version,
    to,
  )
  const missing = inOrder(tarballs.map(({ name }) => name)).filter((name) => !published.includes(name))
  for (const name of missing) {
    const tarball = tarballs.find((one) => one.name === name)
    const file = path.join(OUTPUT, path.basename(tarball?.filename ?? ''))
    const terms = to.isRehearsal ? ['--registry', `${to.registry}/`] : ['--provenance']
    run(...pnpm('publish', file, '--access', 'public', '--no-git-checks', '--embed-readme', ...terms))
  }
  return missing.length
}
