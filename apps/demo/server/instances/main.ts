// Two instances of the host behind one address, on Postgres: the composition root of `demo:two`.
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../../../../scripts/postgres.ts'
import { openDataFiles } from '../data-files.ts'
import { startSimulator } from '../intuit.ts'
import { openListener } from '../listener.ts'
import { readSettings } from '../settings.ts'
import { StartProblem } from '../start-problem.ts'
import { emptyPostgres } from '../store-choice.ts'
import { HostInstance } from './host-instance.ts'
import { withInstanceRoutes } from './instance-routes.ts'
import { createRoundRobin } from './round-robin.ts'

const DATA_FOLDER = fileURLToPath(new URL('../../.data', import.meta.url))
const NAMES = ['A', 'B']

const say = (line: string) => console.log(line)

async function openDatabase(
  opened: AsyncDisposableStack,
  url: string | null,
  folder: string,
): Promise<string> {
  if (url !== null) return url
  say('Starting Postgres…')
  const server = opened.adopt(await startPostgres({ folder, durable: true }), ({ stop }) => stop())
  return server.url
}

async function start(opened: AsyncDisposableStack): Promise<void> {
  const told = readSettings(process.env, process.argv.slice(2))
  if (told.intuit.kind !== 'simulator') {
    throw new StartProblem(
      'Two instances run on the simulator alone: unset INTUIT_ORIGIN and the keys of the real one.',
    )
  }
  say('Starting two instances of Harborline behind one address…')
  const listener = opened.adopt(await openListener(told.port), ({ close }) => close())
  const files = openDataFiles(told, { folder: DATA_FOLDER, name: 'two', port: listener.port })
  const origin = `http://localhost:${listener.port}`
  const addresses = {
    redirectUri: `${origin}/api/quickbooks/callback`,
    disconnectUrl: `${origin}/api/quickbooks/disconnected`,
  }
  const databaseUrl = await openDatabase(opened, told.databaseUrl, `${files.mooring}.postgres`)
  if (told.reset) await emptyPostgres({ ...told, databaseUrl }, addresses.redirectUri)
  const place = { port: told.intuit.port, stateFile: files.intuit }
  const simulator = opened.adopt(await startSimulator(told, place, addresses), ({ close }) => close())
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    MOORING_DB: files.mooring,
    SIMULATOR_ORIGIN: simulator.origin,
    INTUIT_REDIRECT_URI: addresses.redirectUri,
  }
  const instances = NAMES.map((name) => new HostInstance(name, env))
  opened.defer(async () => void (await Promise.all(instances.map((instance) => instance.stop()))))
  const up = () =>
    instances
      .map((instance) => instance.state())
      .flatMap(({ name, port }) => (port === null ? [] : [{ name, port }]))
  listener.answer(withInstanceRoutes(instances, createRoundRobin(up)))
  say('Building the pages, once for each…')
  await Promise.all(instances.map((instance) => instance.start()))
  for (const { name, pid, port } of instances.map((instance) => instance.state()))
    say(`Instance ${name}: process ${pid}, http://localhost:${port}`)
  say(`Intuit is the simulator at ${simulator.origin}.\n\nOpen ${origin}`)
}

const opened = new AsyncDisposableStack()
let isStopping = false

async function stop(code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  await opened.disposeAsync().catch((error) => console.error(error))
  process.exit(code)
}

process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))

start(opened).catch((error) => {
  if (isStopping) return
  console.error(error instanceof StartProblem ? error.message : error)
  void stop(1)
})
