// Finds the endpoint of a method and path.
import type { Call, RouteName } from './call.ts'
import type { Intuit } from './intuit.ts'
import type { Reply } from './reply.ts'

/** Does what one route is for. */
export type Endpoint = (intuit: Intuit, call: Call) => Reply | Promise<Reply>

/** A method and path (`:name` is a parameter) with its endpoint. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly name: RouteName
  readonly endpoint: Endpoint
}

/** The route of a path; `notAllowed` when the path exists for other methods only. */
export type Match =
  | { readonly found: 'route'; readonly route: Route; readonly params: Record<string, string> }
  | { readonly found: 'notAllowed'; readonly name: RouteName; readonly allow: string }
  | { readonly found: 'nothing' }

/** Looks up a request in a table of routes. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match {
  const here = routes.flatMap((route) => {
    const params = matchPath(route.path, path)
    return params ? [{ route, params }] : []
  })
  const hit = here.find(({ route }) => route.method === method)
  if (hit) return { found: 'route', ...hit }
  const [other] = here
  if (!other) return { found: 'nothing' }
  return {
    found: 'notAllowed',
    name: other.route.name,
    allow: here.map(({ route }) => route.method).join(', '),
  }
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = value
    else if (part !== value) return null
  }
  return params
}
