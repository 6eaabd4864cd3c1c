// Links of a built site that lead to no file or to no heading of it.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const idsOf = (html: string): Set<string> =>
  new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id))

/** Storybook's pages are made in the browser: its links are not in its files. */
const pagesOf = (site: string): string[] =>
  globSync('**/*.html', { cwd: site, exclude: (name) => name === 'storybook' })

/** @param base the path that the site is served under: `/` or `/mooring/` */
export function deadLinksOf(site: string, base: string): string[] {
  const ids = new Map<string, Set<string>>()
  const idsIn = (file: string): Set<string> => {
    const known = ids.get(file) ?? idsOf(readFileSync(file, 'utf8'))
    ids.set(file, known)
    return known
  }
  const problemOf = (page: string, href: string): string | null => {
    const { pathname, hash } = new URL(href, `http://site${base}${page}`)
    if (!pathname.startsWith(base)) return `${page}: ${href} leads out of ${base}`
    const target = path.join(site, decodeURI(pathname.slice(base.length)))
    const file =
      existsSync(target) && statSync(target).isDirectory() ? path.join(target, 'index.html') : target
    if (!existsSync(file)) return `${page}: ${href}`
    const anchor = decodeURIComponent(hash.slice(1))
    return anchor === '' || !file.endsWith('.html') || idsIn(file).has(anchor) ? null : `${page}: ${href}`
  }
  const all = pagesOf(site).flatMap((page) => {
    const html = readFileSync(path.join(site, page), 'utf8')
    const hrefs = [...html.matchAll(/\s(?:href|src)="([^"]+)"/g)].map(([, href = '']) => href)
    const own = hrefs.filter((href) => !/^([a-z]+:|\/\/)/.test(href))
    return [...new Set(own)].map((href) => problemOf(page, href.replaceAll('&amp;', '&')))
  })
  return all.filter((problem) => problem !== null)
}
