// Two instances of the host behind one address, on Postgres: the composition root of `demo:two`.
import { fileURLToPath } from 'node:url'
import { openDataFiles } from '../data-files.ts'
import { openListener } from '../listener.ts'
import { runProgram } from '../run-program.ts'
import { readSettings } from '../settings.ts'
import { StartProblem } from '../start-problem.ts'

const DATA_FOLDER = fileURLToPath(new URL('../../.data', import.meta.url))

runProgram(async (opened) => {
  const settings = readSettings(process.env, process.argv.slice(2))
  if (settings.intuit.kind !== 'simulator') {
    throw new StartProblem(
      'Two instances run on the simulator alone: unset INTUIT_ORIGIN and the keys of the real one.',
    )
  }
  console.log('Starting two instances of Harborline behind one address…')
  const listener = opened.adopt(await openListener(settings.port), ({ close }) => close())
  const files = openDataFiles(settings, { folder: DATA_FOLDER, name: 'two', port: listener.port })
  const { startInstances } = await import('./start-instances.ts')
  await startInstances(opened, { settings, files, listener, simulatorPort: settings.intuit.port })
})
