// Postgres, the simulator, the pages and two processes of the host, behind a port that is open.
import { startPostgres } from '../../../../scripts/postgres.ts'
import { builtPages } from '../built-pages.ts'
import type { DataFiles } from '../data-files.ts'
import { startSimulator } from '../intuit.ts'
import type { Listener } from '../listener.ts'
import { lastLines } from '../run-program.ts'
import type { Settings } from '../settings.ts'
import { isDiskFull, StartProblem } from '../start-problem.ts'
import { emptyPostgres } from '../store-choice.ts'
import { HostInstance } from './host-instance.ts'
import { withInstanceRoutes } from './instance-routes.ts'
import { createRoundRobin } from './round-robin.ts'

const NAMES = ['A', 'B']

const say = (line: string) => console.log(line)

async function openDatabase(opened: AsyncDisposableStack, folder: string): Promise<string> {
  say('Starting Postgres…')
  const starting = startPostgres({ folder, durable: true })
  // Also where all is closed while it starts: it is a process of its own.
  opened.defer(async () => {
    const server = await starting.catch(() => null)
    await server?.stop()
  })
  const server = await starting.catch((error: unknown) => {
    if (isDiskFull(error) || !(error instanceof Error)) throw error
    throw new StartProblem(`${error.message} A server of yours is used instead where DATABASE_URL names it.`)
  })
  if (opened.disposed) throw new StartProblem('The start was ended.')
  return server.url
}

/** What is open before this starts. */
interface Ready {
  settings: Settings
  files: DataFiles
  listener: Listener
  simulatorPort: number
}

/** @throws StartProblem or MadeOnceError with a sentence */
export async function startInstances(opened: AsyncDisposableStack, ready: Ready): Promise<void> {
  const { settings, files, listener } = ready
  const origin = `http://localhost:${listener.port}`
  const addresses = {
    redirectUri: `${origin}/api/quickbooks/callback`,
    disconnectUrl: `${origin}/api/quickbooks/disconnected`,
  }
  const databaseUrl = settings.databaseUrl ?? (await openDatabase(opened, `${files.mooring}.postgres`))
  if (settings.reset) await emptyPostgres({ ...settings, databaseUrl }, addresses.redirectUri)
  say('Starting the simulator of Intuit…')
  const atPort = { port: ready.simulatorPort, stateFile: files.intuit }
  const simulator = opened.adopt(await startSimulator(settings, atPort, addresses), ({ close }) => close())
  await builtPages(() => say('Building the pages, once until they change…'))
  say('Starting the two instances…')
  const instances = NAMES.map(
    (name) =>
      new HostInstance(name, {
        ...process.env,
        DATABASE_URL: databaseUrl,
        MOORING_DB: files.mooring,
        SIMULATOR_ORIGIN: simulator.origin,
        INTUIT_REDIRECT_URI: addresses.redirectUri,
      }),
  )
  opened.defer(async () => void (await Promise.all(instances.map((instance) => instance.stop()))))
  const up = () =>
    instances
      .map((instance) => instance.state())
      .flatMap(({ name, port }) => (port === null ? [] : [{ name, port }]))
  listener.answer(withInstanceRoutes(instances, createRoundRobin(up)))
  await Promise.all(instances.map((instance) => instance.start()))
  for (const { name, pid, port } of instances.map((instance) => instance.state()))
    say(`Instance ${name}: process ${pid}, http://localhost:${port}`)
  say(`Intuit is the simulator at ${simulator.origin}.\n${lastLines(origin, true)}`)
}
