// Finds the endpoint of a method and path.
import type { Call, RouteName } from './call.ts'
import type { Intuit } from './intuit.ts'
import type { Reply } from './reply.ts'

/** Does what one route is for. */
export type Endpoint = (intuit: Intuit, call: Call) => Reply | Promise<Reply>

/** A method and path with its endpoint; `:name` is a parameter, `*` at the end any rest. Case counts for nothing below /v3. */
export interface Route {
  /** `ANY` takes what no other route of the path does. */
  readonly method: 'GET' | 'POST' | 'ANY'
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
  const hit = here.find(({ route }) => route.method === method || route.method === 'ANY')
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
  const open = pattern.endsWith('/*')
  const wanted = (open ? pattern.slice(0, -2) : pattern).split('/')
  const given = path.split('/')
  if (open ? wanted.length >= given.length : wanted.length !== given.length) return null
  const anyCase = pattern.startsWith('/v3/')
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = value
    else if (part !== value && !(anyCase && part === value.toLowerCase())) return null
  }
  return params
}
