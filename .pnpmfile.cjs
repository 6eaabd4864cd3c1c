// What pnpm does otherwise: with manifests of the packages it installs and of those it packs, and with no network.
const fs = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const { repository } = require('./package.json')

/** The Node packages publish "os" and "cpu" as plain strings; pnpm honours arrays only, and would install every platform's Node otherwise. */
function readPackage(pkg) {
  if (/^node-(bin-)?(linux|darwin|win)-/.test(pkg.name)) {
    pkg.os = [].concat(pkg.os)
    pkg.cpu = [].concat(pkg.cpu)
  }
  return pkg
}

/** Where the repository is: as the root's package.json says, else as the CI does that packs. Null where neither says it. */
function homeOf({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name }) {
  const url =
    typeof repository === 'string' ? repository : (repository?.url ?? (server && name && `${server}/${name}`))
  return url ? url.replace(/^git\+/, '').replace(/\.git$/, '') : null
}

/** A tarball has no sources: the condition that leads to them goes, and so does what only this workspace installs. */
function withoutSources(exports) {
  return Object.fromEntries(
    Object.entries(exports).map(([name, { source: _, ...conditions }]) => [name, conditions]),
  )
}

function beforePacking(pkg) {
  const { exports, devDependencies: _, ...rest } = pkg
  const home = homeOf(process.env)
  return {
    ...rest,
    ...(exports && { exports: withoutSources(exports) }),
    ...(home && {
      repository: { type: 'git', url: `git+${home}.git`, directory: `packages/${pkg.name.split('/')[1]}` },
      homepage: `${home}#readme`,
      bugs: `${home}/issues`,
    }),
  }
}

const CONNECT_PATIENCE_MS = 5_000

/** Whether an install has nothing to do: then nothing is asked. */
function isInstalled() {
  const read = (file) => fs.readFileSync(path.join(__dirname, file), 'utf8')
  try {
    return read('node_modules/.pnpm/lock.yaml') === read('pnpm-lock.yaml')
  } catch {
    return false
  }
}

/** Whether the proxy, or where there is none the registry, takes a connection. What can't be read as an address is pnpm's to judge. */
function isReachable({ registry, httpsProxy, httpProxy }, { HTTPS_PROXY, https_proxy: proxy } = process.env) {
  const address = [httpsProxy, httpProxy, HTTPS_PROXY, proxy].find((one) => one) ?? registry
  if (!URL.canParse(address)) return true
  const { protocol, hostname, port } = new URL(address)
  if (hostname === '') return true
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = net.connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) })
    const end = (isUp) => {
      socket.destroy()
      resolve(isUp)
    }
    socket.setTimeout(CONNECT_PATIENCE_MS, () => end(false))
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}

/** With no network pnpm would retry each of a thousand packages, and print that, for more than a quarter of an hour. */
async function updateConfig(config) {
  if (config.offline || isInstalled() || (await isReachable(config))) return config
  return { ...config, fetchRetries: 0 }
}

module.exports = { hooks: { readPackage, beforePacking, updateConfig } }
