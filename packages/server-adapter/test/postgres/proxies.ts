// Real proxies between the adapter and its Postgres server, from the machine's own packages.
import path from 'node:path'
import { freePort } from '../../../../scripts/free-port.ts'
import { type ProgramFiles, startProgram } from '../programs.ts'

/** A proxy on a port of its own. */
export interface RunningProxy extends AsyncDisposable {
  /** The address of the same database by this way. */
  readonly url: string
  /** What it has written to its log. */
  log(): string
}

async function start(name: string, server: string, files: ProgramFiles): Promise<RunningProxy> {
  const running = await startProgram(name, files)
  const url = new URL(server)
  url.port = String(running.port)
  return { url: url.href, log: running.log, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() }
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
