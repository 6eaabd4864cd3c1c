// Writes the pages of the site into a folder that VitePress reads. The files in docs/ stay as code hosts show them.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { errorEntries, errorPages } from './error-pages.ts'
import { homeOf, root } from './home.ts'
import { type Elsewhere, type Entry, pageFiles, readPage, sidebarOf, sitePath, toSite } from './pages.ts'

export const SITE = path.join(root, 'apps/docs')
const PAGES = path.join(SITE, '.vitepress/pages')

/** All pages, by their path on the site. */
export function sitePages(elsewhere: Elsewhere): Map<string, string> {
  const files = pageFiles(readPage('llms.txt'))
  const set = new Set(files)
  return new Map([
    ['index.md', readPage('apps/docs/start.md')],
    ...files.map((file): [string, string] => [sitePath(file), toSite(file, set, elsewhere)]),
    ...errorPages(),
  ])
}

/** The sidebar, with the pages of the error codes under the page that has them all. */
export function siteSidebar(): Entry[] {
  const sections = sidebarOf(readPage('llms.txt'))
  const errors = sections.flatMap(({ items = [] }) => items).find(({ link }) => link === '/errors')
  if (errors) Object.assign(errors, { items: errorEntries(), collapsed: true })
  return sections
}

/** Takes the pages of an earlier run away. */
export const clear = (): void => rmSync(PAGES, { recursive: true, force: true })

/** Writes the pages that are not there as they are now: a server that shows them follows each change. */
export function stage(env: NodeJS.ProcessEnv): void {
  const elsewhere = { home: homeOf(env), ref: env.GITHUB_SHA ?? 'HEAD' }
  for (const [page, text] of sitePages(elsewhere)) write(page, text)
  write('public/llms.txt', readPage('llms.txt'))
  cpSync(path.join(SITE, 'public'), path.join(PAGES, 'public'), { recursive: true })
}

function write(page: string, text: string): void {
  const file = path.join(PAGES, page)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
