// What PgBouncer says in words alone: all of it comes with the code of a protocol violation (08P01).
// Source: the messages of PgBouncer 1.18, met by trying; its `server_login_retry` and `no such …` from its source.
import type { Meaning } from './failure-meaning.ts'

/** A refusal that only a change of the configuration ends. */
const lasting = (sentence: string): Meaning => ({ remedy: 'report', sentence, isLasting: true })

const passing = (sentence: string): Meaning => ({ remedy: 'reconnect', sentence })

const WORDS: readonly [RegExp, (found: string) => Meaning][] = [
  [
    /unsupported startup parameter: *(\w*)/i,
    (parameter) =>
      lasting(
        `is reached through a proxy (PgBouncer) that refuses the startup parameter "${parameter}". Take it out of the options of the pool and of the connection string, or name it in the proxy's ignore_startup_parameters.`,
      ),
  ],
  [
    /not allowed in statement pooling mode/i,
    () =>
      lasting(
        'is reached through a proxy (PgBouncer) in statement mode, which has no transactions. Set its pool_mode to transaction or session for this database.',
      ),
  ],
  [
    /no such database|config error|database .* (does not exist|is disabled)/i,
    () =>
      lasting(
        'is reached through a proxy (PgBouncer) that has no such database. Add it to the proxy, or check the name in the connection string.',
      ),
  ],
  [
    /no such user|authentication failed|login rejected|not allowed to (log|connect)/i,
    () =>
      lasting(
        'is reached through a proxy (PgBouncer) that, or whose server, refused the role or its password. Check the connection string, and the user in the configuration of the proxy.',
      ),
  ],
  [
    /query_wait_timeout|no more connections allowed|too many/i,
    () =>
      passing(
        'is reached through a proxy (PgBouncer) that has no connection left, or none to a server that answers. Check that the server runs; raise default_pool_size or max_client_conn, or lower the size of the pools.',
      ),
  ],
  [
    /server_login_retry|login has been failing|cannot connect to server/i,
    () =>
      passing(
        'is reached through a proxy (PgBouncer) that cannot log in to its server. Check that the server runs, and the address, the role and the password in the configuration of the proxy.',
      ),
  ],
]

/** @returns null where a proxy said nothing of that kind */
export function refusalOfProxy(message: string): Meaning | null {
  for (const [words, meaning] of WORDS) {
    const found = words.exec(message)
    if (found !== null) return meaning(found[1] ?? '')
  }
  return null
}
