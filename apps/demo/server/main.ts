// The demo as a program. What is wrong with a port or a file is said before the rest is loaded.
import { fileURLToPath } from 'node:url'
import { openDataFiles } from './data-files.ts'
import { openListener } from './listener.ts'
import { runProgram } from './run-program.ts'
import { readSettings } from './settings.ts'

const DATA_FOLDER = fileURLToPath(new URL('../.data', import.meta.url))

runProgram(async (opened) => {
  const settings = readSettings(process.env, process.argv.slice(2))
  console.log('Starting Harborline, the demo host of Mooring…')
  const listener = opened.adopt(await openListener(settings.port), ({ close }) => close())
  // Only now: a second demo on a taken port must not empty the files of the first.
  const files = openDataFiles(settings, { folder: DATA_FOLDER, name: 'mooring', port: listener.port })
  const { startHost } = await import('./start-host.ts')
  await startHost(opened, { settings, files, listener })
})
