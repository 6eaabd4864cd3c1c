// Which routes a request's path leads to.
import { ROUTES, type RouteName } from '@mooring/contract'

/** A route, with what its parameter is in the path: '' where it has none. */
export interface Match {
  readonly name: RouteName
  readonly id: string
}

/** A route's path, split once. */
interface RoutePath {
  readonly name: RouteName
  readonly parts: readonly string[]
}

/** @returns finds the routes of a path, whatever their methods; none for an unknown path */
export function pathMatcher(names: readonly RouteName[]): (path: string) => readonly Match[] {
  const routes = names.map((name) => ({ name, parts: ROUTES[name].path.split('/') }))
  const literals = literalMatches(routes)
  return (path) => literals.get(path) ?? literalOnly(matchPath(path, routes))
}

/** Load balancers and scanners of mail ask these, some with HEAD, which answers as GET does, without a body (RFC 9110, 9.3.2). */
const WITH_HEAD: readonly RouteName[] = ['operationsLive', 'operationsReady', 'openLink']

export const methodsOf = (name: RouteName): readonly string[] =>
  WITH_HEAD.includes(name) ? [ROUTES[name].method, 'HEAD'] : [ROUTES[name].method]

/** The value of `Allow` where a path has these routes. */
export const allowedMethods = (matches: readonly Match[]): string =>
  [...new Set(matches.flatMap(({ name }) => methodsOf(name)))].join(', ')

const isParameter = (part: string): boolean => part.startsWith(':')

/** Paths without a parameter, which need no comparison part by part. */
function literalMatches(routes: readonly RoutePath[]): ReadonlyMap<string, readonly Match[]> {
  const literals = routes.filter(({ parts }) => !parts.some(isParameter))
  const byPath = Map.groupBy(literals, ({ parts }) => parts.join('/'))
  return new Map([...byPath].map(([path, found]) => [path, found.map(({ name }) => ({ name, id: '' }))]))
}

function matchPath(path: string, routes: readonly RoutePath[]): Match[] {
  const asked = path.replace(/\/$/, '').split('/')
  return routes.flatMap(({ name, parts }) => {
    if (parts.length !== asked.length) return []
    const fits = parts.every((part, index) => isParameter(part) || part === asked[index])
    if (!fits) return []
    const id = decoded(asked[parts.findIndex(isParameter)] ?? '')
    return id === null ? [] : [{ name, id }]
  })
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/** A literal path rules out one with an id, whatever the method: `/connections/authorize` is no connection. */
function literalOnly(matches: Match[]): Match[] {
  const literal = matches.filter(({ id }) => id === '')
  return literal.length > 0 ? literal : matches
}
