// Builds the publishable packages into their dist folders, all of them or none: contract first, the others read its types.
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const PACKAGES = ['contract', 'simulator', 'messages', 'server-adapter', 'ui', 'testing']
const stop = new AbortController()

const removeAll = () =>
  Promise.all(PACKAGES.map((name) => rm(`${root}/packages/${name}/dist`, { recursive: true, force: true })))

/** Resolves once the command has ended well. What it printed is shown in one piece, so that commands can run side by side. */
function run(command, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      signal: stop.signal,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('error', (error) => {
      output += stop.signal.aborted ? '' : `${error.message}\n`
    })
    child.on('close', (code) => {
      process.stdout.write(output)
      if (code === 0) resolve()
      else reject(new Error(`"${[command, ...args].join(' ')}" failed.`))
    })
  })
}

/** Runs them at once; the first that fails stops the others. Rejects with its error once all have ended. */
async function together(...runs) {
  await Promise.all(runs.map((one) => one.catch((error) => stop.abort(error))))
  stop.signal.throwIfAborted()
}

const types = (name) => run('tsc', '-p', `packages/${name}/tsconfig.build.json`)
const code = (name) => run('vite', 'build', `packages/${name}`, '--logLevel', 'warn')

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => stop.abort(new Error('The build was interrupted.')))
}

await removeAll()
try {
  await together(types('contract'), types('simulator'))
  await types('messages')
  await together(code('server-adapter'), types('server-adapter'), code('ui'), types('ui'))
  await types('testing')
  console.log(`Built packages/{${PACKAGES.join(',')}}/dist`)
} catch (error) {
  // Half of a package would pass for a whole one.
  await removeAll()
  console.error(`${error.message} No package is built.`)
  process.exitCode = 1
}
