// The docs site without its build: each page is on it, in the sidebar, and its links lead to a page and a heading that are there.
import { globSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CODES, problemType } from '../../packages/contract/src/codes.ts'
import { deadLinksOf } from '../docs/dead-links.ts'
import { root } from '../docs/home.ts'
import { anchorOf, leadsOut, linksOf, readdressLinks } from '../docs/links.ts'
import { type Entry, sidebarOf, sitePath } from '../docs/pages.ts'
import { sitePages, siteSidebar } from '../docs/stage.ts'
import { newFolder } from './folder.ts'

const HOME = 'https://git.example/harbor/mooring'
const pages = sitePages({ home: HOME, ref: 'main' })

const flat = (entries: readonly Entry[]): Entry[] =>
  entries.flatMap((entry) => [entry, ...flat(entry.items ?? [])])
const fileOf = (address: string): string => `${address.slice(1).replace(/(^|\/)$/, '$1index')}.md`

function anchorsOf(page: string): Set<string> {
  const text = (pages.get(page) ?? '').replaceAll(/^( *)```.*?^\1```$/gms, '')
  const seen = new Map<string, number>()
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const anchor = anchorOf(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    const times = seen.get(anchor) ?? 0
    seen.set(anchor, times + 1)
    return times === 0 ? anchor : `${anchor}-${times}`
  })
  return new Set(headings)
}

function problemOf(page: string, address: string): string | null {
  if (address === '/storybook/' || leadsOut(address)) return null
  const [target = '', anchor] = address.split('#')
  const file = target === '' ? page : fileOf(target)
  if (!pages.has(file)) return `${page}: ${address} leads to no page`
  return anchor === undefined || anchorsOf(file).has(anchor)
    ? null
    : `${page}: ${address} leads to no heading`
}

describe('the pages', () => {
  it('are all of docs/, the READMEs of the packages and those of the root', () => {
    const files = globSync(['docs/**/*.md', 'packages/*/README.md', '*.md'], {
      cwd: root,
      exclude: (name) => name === 'node_modules',
    })
    expect(
      files.map((file) => file.replaceAll(path.sep, '/')).filter((file) => !pages.has(sitePath(file))),
    ).toEqual([])
  })

  it('lead to pages and headings of the site, and to the code host for all else', () => {
    const links = [...pages].flatMap(([page, text]) =>
      linksOf(text).map((address) => [page, address] as const),
    )
    expect(links.length).toBeGreaterThan(200)
    expect(links.map((link) => problemOf(...link)).filter((problem) => problem !== null)).toEqual([])
    expect(links.map(([, address]) => address)).toContain(`${HOME}/tree/main/etc`)
  })

  it('lose links to files where the repository has no known address', () => {
    const addresses = [...sitePages({ home: null, ref: 'main' }).values()].flatMap(linksOf)
    expect(addresses.filter((address) => leadsOut(address) && address.includes('git.example'))).toEqual([])
    expect(addresses.filter((address) => /^\.|\.md/.test(address))).toEqual([])
  })

  it.each(Object.keys(CODES) as (keyof typeof CODES)[])(
    'have one for the code %s, which its type names',
    (code) => {
      const page = pages.get(`errors/${code}.md`)
      expect(page).toMatch(new RegExp(`^# \`${code}\`\n[^]*Cause:[^]*Cure:[^]*${problemType(code)}`))
    },
  )
})

describe('the sidebar', () => {
  const sidebar = siteSidebar()

  it('has every page once, and each of its entries leads to one', () => {
    const linked = flat(sidebar).flatMap(({ link }) => (link === undefined ? [] : [fileOf(link)]))
    expect(linked.toSorted()).toEqual([...pages.keys()].filter((page) => page !== 'index.md').toSorted())
  })

  it('begins with what a new user needs first', () => {
    expect(sidebar.map(({ text }) => text)).toEqual([
      'Begin',
      'Guides',
      'In production',
      'Reference',
      'Optional',
    ])
    expect(sidebar[0]?.items?.[0]).toEqual({ text: 'Overview, install, demo', link: '/overview' })
  })

  it('puts what follows a colon under what is before it', () => {
    expect(
      sidebarOf(
        '# A\n\n## B\n\n- [c](docs/c.md): [D](docs/d.md)\n- Look: [E](docs/e.md)\n- [F](f.md), [G](docs/g.md)\n',
      ),
    ).toEqual([
      {
        text: 'B',
        items: [
          { text: 'C', link: '/c', items: [{ text: 'D', link: '/d' }], collapsed: true },
          { text: 'Look', items: [{ text: 'E', link: '/e' }], collapsed: true },
          { text: 'F', link: '/f' },
          { text: 'G', link: '/g' },
        ],
      },
    ])
  })
})

describe('links in Markdown', () => {
  it('get another address, or lose it; code is left as it is', () => {
    const text =
      'See [`a` and [b]](one.md#x), [two](two.md) and `[c](three.md)`.\n\n```md\n[d](four.md)\n```\n'
    expect(linksOf(text)).toEqual(['one.md#x', 'two.md'])
    expect(readdressLinks(text, (address) => (address === 'two.md' ? null : '/one'))).toBe(
      'See [`a` and [b]](/one), two and `[c](three.md)`.\n\n```md\n[d](four.md)\n```\n',
    )
  })
})

it('finds links of a built site that lead nowhere', () => {
  using folder = newFolder({
    'index.html':
      '<a href="/base/one.html#there">1</a><a href="/base/none.html">2</a><a href="https://else.example">3</a>',
    'one.html': '<h2 id="there"></h2><a href="#gone">1</a><a href="/elsewhere">2</a><img src="./none.svg">',
    'storybook/index.html': '<a href="./not-looked-at.html">1</a>',
  })
  expect(deadLinksOf(folder.path, '/base/')).toEqual([
    'index.html: /base/none.html',
    'one.html: #gone',
    'one.html: /elsewhere leads out of /base/',
    'one.html: ./none.svg',
  ])
})
