// What an install of each package brings along (CycloneDX), and whether its licences are such as hosts can take.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readManifest } from './packages.ts'
import { pnpm, run } from './run.ts'
import { OUTPUT } from './tarballs.ts'

/** Packages whose code is joined into another's build: an install shows them no more, the bill does. */
const JOINED = { package: 'server-adapter', names: ['kysely', 'commander'] }

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

interface Bill {
  readonly metadata: { readonly component: { readonly name: string } }
  readonly components?: readonly Component[]
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

/** A bill with what is joined into its package, too. */
export function withJoined(bill: Bill): Bill & { readonly components: readonly Component[] } {
  const { components = [] } = bill
  if (bill.metadata.component.name !== JOINED.package) return { ...bill, components }
  const joined = JOINED.names.map((name) => {
    const { version, license, description } = readManifest(
      path.join('packages', JOINED.package, 'node_modules', name),
    )
    const purl = `pkg:npm/${name}@${version}`
    const licenses = [{ license: { id: String(license) } }]
    return { type: 'library', name, version, purl, 'bom-ref': purl, description, licenses }
  })
  return { ...bill, components: [...components, ...joined] }
}

/** Writes `release/<package>-<version>.cdx.json` for each package. @throws Error where a licence is another one */
export function writeBillsOfMaterials(): void {
  const file = path.join(OUTPUT, '%s-%v.cdx.json')
  const what = ['sbom', '--sbom-format', 'cyclonedx', '--prod', '--exclude-peers', '--split', '--out', file]
  run(...pnpm('--filter', './packages/*', ...what))
  const bills = globSync('*.cdx.json', { cwd: OUTPUT })
  if (bills.length === 0) throw new Error('pnpm wrote no bill of materials.')
  const components = bills.flatMap((name) => {
    const file = path.join(OUTPUT, name)
    const bill = withJoined(JSON.parse(readFileSync(file, 'utf8')))
    writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
    return bill.components
  })
  const others = withOtherLicences(components)
  if (others.length > 0) throw new Error(`Licences to decide on: ${[...new Set(others)].join(', ')}.`)
  console.log(
    `${bills.length} bills of materials, ${components.length} components, all under ${ALLOWED.join(', ')}.`,
  )
}
