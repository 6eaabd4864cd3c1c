// Every link of the documentation leads to a file of this repository, and to a heading that is in it.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')

const docs = globSync('docs/**/*.md', { cwd: root, exclude: ['**/node_modules'] })
const readmes = ['packages', 'apps', 'examples'].flatMap((folder) =>
  readdirSync(path.join(root, folder)).map((name) => path.join(folder, name, 'README.md')),
)
const pages = [
  ...globSync('*.md', { cwd: root }),
  'llms.txt',
  ...docs,
  'examples/README.md',
  ...readmes.filter((file) => existsSync(path.join(root, file))),
]

/** A page without its code. */
const proseOf = (file: string): string =>
  readFileSync(path.join(root, file), 'utf8')
    .replaceAll(/^( *)```.*?^\1```$/gms, '')
    .replaceAll(/`[^`\n]+`/g, (code) => code.replaceAll(/[[\]()#]/g, '_'))

/** Addresses of links and pictures; those with a scheme lead out of the repository. */
const linksOf = (file: string): string[] =>
  [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, address = '']) => address)
    .filter((address) => !/^[a-z]+:/.test(address))

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(file: string): Set<string> {
  const text = readFileSync(path.join(root, file), 'utf8').replaceAll(/^( *)```.*?^\1```$/gms, '')
  const anchors = new Set<string>()
  for (const [, heading = ''] of text.matchAll(/^#{1,6} (.+)$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')
    let unique = anchor
    for (let again = 1; anchors.has(unique); again++) unique = `${anchor}-${again}`
    anchors.add(unique)
  }
  return anchors
}

/** What is wrong with a link; null where nothing is. */
function problemOf(page: string, address: string): string | null {
  const [place = '', anchor] = address.split('#')
  const file = place === '' ? page : path.join(path.dirname(page), decodeURI(place))
  if (file.startsWith('..')) return `${page}: ${address} leads out of the repository`
  if (!existsSync(path.join(root, file))) return `${page}: there is no ${file}`
  if (anchor === undefined) return null
  return anchorsOf(file).has(anchor) ? null : `${page}: ${file} has no #${anchor}`
}

it('finds what it links to', () => {
  const links = pages.flatMap((page) => linksOf(page).map((address) => [page, address] as const))
  expect(links.length).toBeGreaterThan(100)
  expect(links.map((link) => problemOf(...link)).filter((problem) => problem !== null)).toEqual([])
})

it('notices a file, a heading and a folder that are not there', () => {
  expect(problemOf('README.md', 'docs/none.md')).toContain('there is no')
  expect(problemOf('README.md', 'docs/errors.md#none')).toContain('has no #none')
  expect(problemOf('README.md', '../elsewhere.md')).toContain('leads out')
  expect(problemOf('README.md', 'docs/errors.md#access_denied')).toBeNull()
})

it('lists every page in llms.txt', () => {
  const listed = new Set(linksOf('llms.txt').map((address) => path.normalize(address)))
  expect(docs.filter((page) => !listed.has(page))).toEqual([])
})
