// Ids as a host's own code hands them in: from an address or a body, where its framework may have made a list of one.
import { NotFoundError } from './mooring-error.ts'

/**
 * The id, where it is a text. Anything else names nothing: stores and caches would take a list for its only entry.
 * @throws NotFoundError
 */
export function idOf(given: unknown, what: 'connection' | 'link' = 'connection'): string {
  if (typeof given === 'string') return given
  throw new NotFoundError(what)
}
