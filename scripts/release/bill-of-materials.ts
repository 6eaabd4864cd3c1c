// What an install of each package brings along (CycloneDX), and whether its licences are such as hosts can take.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pnpm, run } from './run.ts'
import { OUTPUT } from './tarballs.ts'

/** Permissive licences: another one is a decision, not an update. SECURITY.md names each package with its licence. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]

interface Licence {
  readonly license?: { readonly id?: string; readonly name?: string }
  readonly expression?: string
}

export interface Component {
  readonly name: string
  readonly version: string
  readonly licenses?: readonly Licence[]
}

/** Names of components without one allowed licence. */
export const withOtherLicences = (components: readonly Component[]): string[] =>
  components
    .filter(({ licenses = [] }) => !licenses.some(isAllowed))
    .map(({ name, version }) => `${name}@${version}`)

function isAllowed({ license, expression = license?.id ?? license?.name ?? '' }: Licence): boolean {
  const choices = expression.replace(/[()]/g, '').split(' OR ')
  return choices.some((choice) => choice.split(' AND ').every((one) => ALLOWED.includes(one.trim())))
}

/** Writes `release/<package>-<version>.cdx.json` for each package. @throws Error where a licence is another one */
export function writeBillsOfMaterials(): void {
  const file = path.join(OUTPUT, '%s-%v.cdx.json')
  const what = ['sbom', '--sbom-format', 'cyclonedx', '--prod', '--exclude-peers', '--split', '--out', file]
  run(...pnpm('--filter', './packages/*', ...what))
  const bills = globSync('*.cdx.json', { cwd: OUTPUT })
  if (bills.length === 0) throw new Error('pnpm wrote no bill of materials.')
  const components = bills.flatMap((bill): Component[] => {
    const { components = [] } = JSON.parse(readFileSync(path.join(OUTPUT, bill), 'utf8'))
    return components
  })
  const others = withOtherLicences(components)
  if (others.length > 0) throw new Error(`Licences to decide on: ${[...new Set(others)].join(', ')}.`)
  console.log(
    `${bills.length} bills of materials, ${components.length} components, all under ${ALLOWED.join(', ')}.`,
  )
}
