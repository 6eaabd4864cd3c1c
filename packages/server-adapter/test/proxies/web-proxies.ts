// Web servers and load balancers in front of a host, each with the file that docs/proxies.md shows.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type ProgramFiles, type RunningProgram, startProgram } from '../programs.ts'

const DOCS = new URL('../../../../docs/proxies/', import.meta.url)

/** What a file of the page's says, and what a test has instead: a port of its own, a folder of its own. */
interface Shown {
  readonly file: string
  /** Where it says which address it listens on, and what stands there in a test. */
  readonly listens: readonly [string, (port: number) => string]
}

interface WebProxy {
  /** The program that Debian's package brings. */
  readonly program: string
  readonly shown: Shown
  /** @param config the file that the page shows, as it is for this test */
  start(config: (home: string, port: number) => string): ProgramFiles
}

/** How Debian's own `nginx.conf` takes up a file of `conf.d`, without what belongs to the whole machine. */
const NGINX = (home: string) => `
daemon off;
pid ${home}/pid;
error_log stderr;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join('\n  ')}
  include ${home}/quickbooks.conf;
}
`

/** How Debian's own `apache2.conf` takes up a file of `sites-enabled`, with `a2enmod proxy proxy_http`. */
const APACHE = (home: string, port: number) => `
ServerRoot ${home}
ServerName localhost
Define APACHE_LOG_DIR ${home}
PidFile ${home}/pid
ErrorLog ${home}/error.log
Listen 127.0.0.1:${port}
${['mpm_event', 'authz_core', 'proxy', 'proxy_http'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Include ${home}/quickbooks.conf
`

export const WEB_PROXIES = {
  nginx: {
    program: 'nginx',
    shown: { file: 'nginx.conf', listens: ['listen 80;', (port) => `listen 127.0.0.1:${port};`] },
    start: (config) => ({
      files: (home, port) => ({
        'quickbooks.conf': config(home, port).replaceAll('/var/log/nginx', home),
        'nginx.conf': NGINX(home),
      }),
      args: (home) => ['-p', home, '-c', path.join(home, 'nginx.conf'), '-e', 'stderr'],
    }),
  },
  HAProxy: {
    program: 'haproxy',
    shown: { file: 'haproxy.cfg', listens: ['bind :80', (port) => `bind 127.0.0.1:${port}`] },
    start: (config) => ({
      files: (home, port) => ({
        'haproxy.cfg': `global\n  log stdout format raw local0\n\n${config(home, port)}`,
      }),
      args: (home) => ['-db', '-f', path.join(home, 'haproxy.cfg')],
    }),
  },
  Apache: {
    program: 'apache2',
    shown: { file: 'apache.conf', listens: ['<VirtualHost *:80>', (port) => `<VirtualHost *:${port}>`] },
    start: (config) => ({
      files: (home, port) => ({
        'quickbooks.conf': config(home, port),
        'apache2.conf': APACHE(home, port),
      }),
      args: (home) => ['-DFOREGROUND', '-d', home, '-f', path.join(home, 'apache2.conf')],
    }),
  },
  Varnish: {
    program: 'varnishd',
    shown: { file: 'default.vcl', listens: ['', () => ''] },
    start: (config) => ({
      files: (home, port) => ({ 'default.vcl': config(home, port) }),
      args: (home, port) => [
        ...['-F', '-j', 'none', '-n', path.join(home, 'work'), '-s', 'malloc,16m'],
        ...['-a', `127.0.0.1:${port}`, '-f', path.join(home, 'default.vcl')],
      ],
    }),
  },
  Caddy: {
    program: 'caddy',
    shown: { file: 'Caddyfile', listens: ['app.example.com {', (port) => `http://localhost:${port} {`] },
    start: (config) => ({
      files: (home, port) => ({
        Caddyfile: `{\n  admin off\n}\n${config(home, port)}`,
      }),
      args: (home) => ['run', '--adapter', 'caddyfile', '--config', path.join(home, 'Caddyfile')],
    }),
  },
} satisfies Record<string, WebProxy>

export type WebProxyName = keyof typeof WEB_PROXIES

/** What the page shows of a proxy. */
export const shownFile = (name: WebProxyName): string =>
  readFileSync(new URL(WEB_PROXIES[name].shown.file, DOCS), 'utf8')

/** @throws Error where the text does not say it: then the file has changed, and this has to */
function put(text: string, said: string, instead: string): string {
  if (!text.includes(said)) throw new Error(`It does not say ${JSON.stringify(said)}: ${text}`)
  return text.replaceAll(said, instead)
}

/** Starts it in front of a host. @param port where it listens @param host the host's own port */
export async function startWebProxy(name: WebProxyName, port: number, host: number): Promise<RunningProgram> {
  const { program, shown, start }: WebProxy = WEB_PROXIES[name]
  const [said, instead] = shown.listens
  const [backend, own] = shown.file.endsWith('.vcl')
    ? ['.port = "3000"', `.port = "${host}"`]
    : ['127.0.0.1:3000', `127.0.0.1:${host}`]
  const config = (_: string, at: number) =>
    put(said === '' ? shownFile(name) : put(shownFile(name), said, instead(at)), backend, own)
  return await startProgram(program, { ...start(config), port })
}

/** What it has logged of the requests that passed; null where it logs none as the page shows it. */
export async function accessLogOf(name: WebProxyName, running: RunningProgram): Promise<string | null> {
  if (name === 'Varnish') return null
  if (name === 'HAProxy' || name === 'Caddy') return running.log()
  return await readFile(path.join(running.home, 'quickbooks.log'), 'utf8').catch(() => '')
}
