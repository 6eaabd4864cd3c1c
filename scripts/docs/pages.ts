// Pages of the site: which files of the repository they are, in which order, and what becomes of their links.
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { root } from './home.ts'
import { leadsOut, linksOf, readdressLinks } from './links.ts'

/** An entry of the sidebar: as VitePress has it. */
export interface Entry {
  text: string
  link?: string
  items?: Entry[]
  collapsed?: boolean
}

const LINK = /\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g

/** The text of a file of the repository. @param file its path from the root */
export const readPage = (file: string): string => readFileSync(path.join(root, file), 'utf8')

/** Where a file is on the site: `docs/recipes/README.md` → `recipes/index.md`. */
export function sitePath(file: string): string {
  const { dir, name } = path.posix.parse(file)
  if (dir === '') return `${name === 'README' ? 'overview' : name.toLowerCase()}.md`
  const folder = dir.replace(/^docs\/?/, '')
  if (name !== 'README') return path.posix.join(folder, `${name}.md`)
  return folder.startsWith('packages/') ? `${folder}.md` : path.posix.join(folder, 'index.md')
}

/** A page's address on the site, for links: `recipes/index.md` → `/recipes/`. */
const addressOf = (page: string): string => `/${page.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '')}`

function entriesOf(line: string): Entry[] {
  const links = [...line.matchAll(LINK)].map(([, text = '', file = '']) => ({
    text: text.charAt(0).toUpperCase() + text.slice(1),
    link: addressOf(sitePath(file)),
  }))
  const [, group, first] = /^- (?:([^[\]:]+)|\[[^\]]*\]\([^)]*\)): (?=\[)()/.exec(line) ?? []
  if (first === undefined) return links
  const head = group === undefined ? links.shift() : { text: group }
  return head ? [{ ...head, items: links, collapsed: true }] : links
}

/** The sidebar: llms.txt lists every page, in the order in which a new user needs them. */
export function sidebarOf(llms: string): Entry[] {
  const sections = llms.split(/^## /m).slice(1)
  return sections.map((section) => {
    const [text = '', ...lines] = section.split('\n')
    const items = lines.filter((line) => line.startsWith('- ')).flatMap(entriesOf)
    return { text: text.trim(), items, ...(text.trim() === 'Optional' && { collapsed: true }) }
  })
}

/** The files that are pages: what llms.txt lists. */
export const pageFiles = (llms: string): string[] => [
  ...new Set(linksOf(llms).filter((address) => !leadsOut(address))),
]

/** Where what is not a page is to be found: see `hostedAt`. */
export interface Elsewhere {
  readonly home: string | null
  /** A branch, tag or commit. */
  readonly ref: string
}

/** The address of a file or folder on the code host; null where the repository has no known address. */
export function hostedAt(file: string, { home, ref }: Elsewhere): string | null {
  if (home === null) return null
  const kind = statSync(path.join(root, file)).isDirectory() ? 'tree' : 'blob'
  return `${home}/${kind}/${ref}/${file}`
}

/** The page that a path leads to: itself, or its folder's README. */
function pageAt(file: string, pages: ReadonlySet<string>): string | null {
  if (pages.has(file)) return file
  const readme = path.posix.join(file, 'README.md')
  return pages.has(readme) ? readme : null
}

/**
 * A file of the repository as a page of the site.
 * @param pages all files that are pages
 */
export function toSite(file: string, pages: ReadonlySet<string>, elsewhere: Elsewhere): string {
  const text = readPage(file).replaceAll(/^<!--[\s\S]*?-->\n?/gm, '')
  return readdressLinks(text, (address) => {
    if (leadsOut(address) || address.startsWith('#')) return address
    const [target = '', anchor] = address.split('#')
    const found = path.posix.join(path.posix.dirname(file), target).replace(/\/$/, '')
    const page = pageAt(found, pages)
    if (page !== null) return anchor ? `${addressOf(sitePath(page))}#${anchor}` : addressOf(sitePath(page))
    if (!existsSync(path.join(root, found))) throw new Error(`${file}: ${address} leads to no file.`)
    return hostedAt(found, elsewhere)
  })
}
