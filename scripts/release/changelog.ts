// Texts of a release: the root's CHANGELOG.md up to 0.1.0, the packages' own ones from then on.
import { leadsOut, readdressLinks } from '../docs/links.ts'

const UNRELEASED = /^## (\S+) – unreleased\n+([\s\S]*?)(?=^## |(?![\s\S]))/m

/** What CHANGELOG.md lists as unreleased; null where it lists nothing any more. */
export const unreleasedIn = (changelog: string): string | null =>
  UNRELEASED.exec(changelog)?.[2]?.trim() ?? null

/** CHANGELOG.md once its list is released. @param date `2026-12-01` */
export const released = (changelog: string, date: string): string =>
  changelog.replace(UNRELEASED, (_, version: string, list: string) => {
    const later = 'Later versions: the `CHANGELOG.md` of each package, in [packages](packages).'
    return `${later}\n\n## ${version} – ${date}\n\n${list}`
  })

/** A text of the root as it is in a package's folder: its links lead to the same files. */
export const forPackages = (text: string): string =>
  readdressLinks(text, (address) =>
    leadsOut(address) || address.startsWith('#') ? address : `../../${address}`,
  )

/** A changeset with another text under the same packages. */
export const withText = (changeset: string, text: string): string => {
  const [head = ''] = /^---\n[\s\S]*?\n---\n/.exec(changeset) ?? []
  return `${head}\n${text}\n`
}

/** What a package's changelog says of one version. */
export function sectionOf(changelog: string, version: string): string {
  const parts = changelog.split(/^## /m)
  const found = parts.find((part) => part.startsWith(`${version}\n`))
  return found?.slice(version.length).trim() ?? ''
}
