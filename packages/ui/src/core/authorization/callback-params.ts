// The page's own address: where a redirect comes back to, and what it brought along.
import { CLAIM_FIELD } from '@mooring/contract'
import { siteTop } from './top-window.ts'

/** What a redirect brought back. */
export interface Returned {
  readonly attemptId: string
  /** What claims it, where the adapter saw no session on the callback. */
  readonly secret: string | null
}

const SECRET = new RegExp(`[#?&]${CLAIM_FIELD}=([\\w-]+)`, 'g')

/**
 * Takes the attempt that Intuit's redirect brought back out of the page's address, so that a reload, a bookmark or a
 * copied link doesn't bring it again.
 */
export function takeReturnedAttempt(): Returned | null {
  return takeFrom(window) ?? takeFrom(siteTop() ?? window)
}

/** From a frame the topmost window went, and came back. */
function takeFrom({ location, history }: Window): Returned | null {
  const address = new URL(location.href)
  const { searchParams } = address
  const attempt = searchParams.get('attempt')
  if (!attempt || !searchParams.has('outcome')) return null
  searchParams.delete('attempt')
  searchParams.delete('outcome')
  const secret = [...address.hash.matchAll(SECRET)].at(-1)?.[1] ?? null
  address.hash = address.hash.replaceAll(SECRET, '')
  history.replaceState(history.state, '', address)
  return { attemptId: attempt, secret }
}

/**
 * Where a redirect is to come back to when the host says nothing: this page, as a path, which the adapter always
 * allows on its own origin. On another origin the adapter's default decides.
 */
export function currentPage(basePath: string): string | undefined {
  const { location } = siteTop() ?? window
  const sameOrigin = new URL(basePath, window.location.href).origin === location.origin
  return sameOrigin ? location.pathname + location.search + location.hash : undefined
}
