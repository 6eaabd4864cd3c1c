// Builds the publishable packages into their dist folders: contract first, the others read its types.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = (command, args) =>
  execFileSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })

for (const name of ['contract', 'simulator', 'server-adapter', 'ui']) {
  rmSync(`${root}/packages/${name}/dist`, { recursive: true, force: true })
}
for (const name of ['contract', 'simulator']) run('tsc', ['-p', `packages/${name}/tsconfig.build.json`])
for (const name of ['server-adapter', 'ui']) {
  run('vite', ['build', `packages/${name}`, '--logLevel', 'warn'])
  run('tsc', ['-p', `packages/${name}/tsconfig.build.json`])
}
console.log('Built packages/{contract,simulator,server-adapter,ui}/dist')
