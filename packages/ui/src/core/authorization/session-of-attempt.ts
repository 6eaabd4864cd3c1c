// What an attempt says of its session, and the connection of its success.
import type { Attempt, Connection } from '@mooring/contract'
import { pause } from '../pause.ts'
import { type AuthorizationSession, type AuthorizeTarget, NEW_CONNECTION } from './authorization-session.ts'

/**
 * Which targets an outcome is delivered to. A session that began at a button for one more company may end in the renewal of a
 * connection that is there: the outcome is for that connection, and not for the button.
 */
export const targetsOf = ({ keys }: AuthorizationSession, { kind }: Attempt): readonly string[] =>
  kind === 'connect' ? keys : keys.filter((key) => key !== NEW_CONNECTION)

/**
 * The session of an attempt, on a page that did not start it.
 * @param change where this tab has begun it before a reload as a switch of companies
 */
export function sessionOf(
  { kind, connectionId, intent }: Attempt,
  change: AuthorizeTarget | null,
): Pick<AuthorizationSession, 'keys' | 'target'> {
  const id = change?.connectionId ?? connectionId
  const own = id ? [id] : []
  return {
    keys: kind === 'connect' && !change ? [NEW_CONNECTION, ...own] : [...own, NEW_CONNECTION],
    target: { connectionId: id ?? undefined, intent: intent ?? undefined, ...change },
  }
}

/** Between two tries for the connection (ms): the first pause, and the longest. */
const FIRST_MS = 500
const LONGEST_MS = 30_000

/** The connection of a success; asked for until it is had, as the outcome must not be lost. */
export async function connectionOf(
  { outcome, connectionId }: Attempt,
  readConnection: (id: string) => Promise<Connection>,
  isStopped: () => boolean,
): Promise<Connection | null> {
  if ((outcome !== 'connected' && outcome !== 'reauthorized') || !connectionId) return null
  for (let wait = FIRST_MS; !isStopped(); wait = Math.min(wait * 2, LONGEST_MS)) {
    try {
      return await readConnection(connectionId)
    } catch {
      await pause(wait)
    }
  }
  return null
}
