// A pool as a host makes it.
import { Pool, type PoolConfig } from 'pg'

/**
 * A connection that is lost while nothing is asked of it is an error of its pool, which would end the process if it had no listener. It may come
 * after `end()`, too: that does not wait until its connections have ended, and a database may be dropped meanwhile.
 */
export function hostPool(options: PoolConfig): Pool {
  const pool = new Pool(options)
  pool.on('error', () => {})
  return pool
}
