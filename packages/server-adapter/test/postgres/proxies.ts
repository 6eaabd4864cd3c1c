// Real proxies between the adapter and its server, from the machine's own packages; without them their tests are left out.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { endChild } from '../../../../scripts/child-process.ts'
import { accountFor, give } from '../../../../scripts/postgres-programs.ts'
import { until } from '../until.ts'

/** Where Debian and others put them. */
const FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']

const programOf = (name: string): string | null =>
  FOLDERS.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null

/** Why the tests of a proxy are left out; null: they are not. */
export function reasonToSkip(name: 'pgpool' | 'pgbouncer'): string | null {
  if (!process.env.MOORING_TEST_LONG) return 'runs in test:long'
  return programOf(name) === null ? `the program ${name} is not installed` : null
}

/** A proxy on a port of its own. */
export interface RunningProxy extends AsyncDisposable {
  /** The address of the same database by this way. */
  readonly url: string
  /** What it has written to its log. */
  log(): string
}

/** Writes its files as the account that reads them, starts it, and waits until it takes connections. */
async function start(name: string, server: string, { files, args, signal }: Files): Promise<RunningProxy> {
  await using opened = new AsyncDisposableStack()
  const program = programOf(name)
  if (program === null) throw new Error(`The program ${name} is not installed.`)
  const made = await mkdtemp(path.join(os.tmpdir(), `mooring-${name}-`))
  const home = opened.adopt(made, (folder) => rm(folder, { recursive: true, force: true }))
  const account = accountFor(home)
  await chmod(home, 0o755)
  const port = await freePort()
  for (const [file, text] of Object.entries(files(home, port))) {
    await writeFile(path.join(home, file), text)
    await give(path.join(home, file), account)
  }
  await give(home, account)
  const [command = '', ...words] = [...account.prefix, program, ...args(home)]
  const { uid, gid } = account
  const child: ChildProcess = opened.adopt(
    spawn(command, words, {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
    }),
    (running) => endChild(running, signal),
  )
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => {
      log = (log + data).slice(-100_000)
    })
  await until(() => {
    if (child.exitCode !== null) throw new Error(`${name} did not start: ${log}`)
    return accepts(port)
  }, `${name} takes connections`)
  const url = new URL(server)
  url.port = String(port)
  const closing = opened.move()
  return { url: url.href, log: () => log, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

interface Files {
  files(home: string, port: number): Record<string, string>
  args(home: string): string[]
  readonly signal: NodeJS.Signals
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    const end = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** @param settings lines of `[pgbouncer]`, as `pool_mode = transaction` */
export function startPgbouncer(server: string, settings: readonly string[]): Promise<RunningProxy> {
  const { port, username, password, pathname } = new URL(server)
  const ini = (home: string, own: number) => `[databases]
${pathname.slice(1)} = host=127.0.0.1 port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pidfile = ${home}/pid
${settings.join('\n')}
`
  return start('pgbouncer', server, {
    files: (home, own) => ({ 'pgbouncer.ini': ini(home, own) }),
    args: (home) => [path.join(home, 'pgbouncer.ini')],
    signal: 'SIGINT',
  })
}

/**
 * @param standby the address of a second server, all reads go to where pgpool-II may send them
 * @param settings lines of `pgpool.conf`
 */
export async function startPgpool(
  server: string,
  standby: string | null,
  settings: readonly string[] = [],
): Promise<RunningProxy> {
  const { port, username, password } = new URL(server)
  const control = await freePort()
  const backend = (index: number, at: string, weight: number) => `
backend_hostname${index} = '127.0.0.1'
backend_port${index} = ${at}
backend_weight${index} = ${weight}`
  const conf = (home: string, own: number) => `
listen_addresses = '127.0.0.1'
port = ${own}
unix_socket_directories = '${home}'
socket_dir = '${home}'
pcp_socket_dir = '${home}'
pcp_port = ${control}
pid_file_name = '${home}/pid'
logdir = '${home}'
backend_clustering_mode = '${standby === null ? 'raw' : 'streaming_replication'}'
${backend(0, port, standby === null ? 1 : 0)}
${standby === null ? '' : backend(1, new URL(standby).port, 1)}
sr_check_period = 0
sr_check_user = '${username}'
sr_check_password = '${password}'
enable_pool_hba = on
pool_passwd = 'pool_passwd'
num_init_children = 40
max_pool = 1
${settings.join('\n')}
`
  return await start('pgpool', server, {
    files: (home, own) => ({
      'pgpool.conf': conf(home, own),
      'pcp.conf': '',
      'pool_hba.conf': 'host all all 127.0.0.1/32 scram-sha-256\n',
      pool_passwd: `${username}:TEXT${password}\n`,
    }),
    args: (home) => [
      '-n',
      ...['-f', path.join(home, 'pgpool.conf')],
      ...['-F', path.join(home, 'pcp.conf')],
      ...['-a', path.join(home, 'pool_hba.conf')],
    ],
    signal: 'SIGINT',
  })
}
