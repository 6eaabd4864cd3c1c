// The demo's composition root: reads the environment, starts everything, and closes it again.
import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import * as mooring from '@mooring/server-adapter'
import { type DataFiles, openDataFiles } from './data-files.ts'
import { openHarborlineStore } from './harborline-store.ts'
import { createHost } from './host.ts'
import { type ChosenIntuit, type HostAddresses, openIntuit } from './intuit.ts'
import { keptPages } from './kept-pages.ts'
import { openListener } from './listener.ts'
import { servePages } from './pages.ts'
import { createQuickBooks } from './quickbooks.ts'
import { createSessions } from './session.ts'
import { readSettings, type Settings } from './settings.ts'
import { createSimulatorPanel } from './simulator-panel.ts'
import { StartProblem } from './start-problem.ts'
import { chooseStore, emptyPostgres } from './store-choice.ts'

const DATA_FOLDER = fileURLToPath(new URL('../.data', import.meta.url))

const say = (line: string) => console.log(line)

const addressesOf = ({ redirectUri }: Settings, port: number): HostAddresses => ({
  redirectUri: redirectUri ?? `http://localhost:${port}/api/quickbooks/callback`,
  disconnectUrl: `http://localhost:${port}/api/quickbooks/disconnected`,
})

interface Surroundings {
  settings: Settings
  files: DataFiles
  addresses: HostAddresses
  intuit: ChosenIntuit
}

function openQuickBooks({ settings, files, addresses, intuit }: Surroundings) {
  const { clientId, clientSecret, environment } = settings
  const store = openHarborlineStore(files.host)
  const sessions = createSessions(files.keys.session, randomUUID)
  const refusal = { isOn: false }
  const quickbooks = createQuickBooks(
    {
      clientId,
      clientSecret,
      environment,
      redirectUri: addresses.redirectUri,
      store: chooseStore(settings, files.mooring),
      encryptionKeys: [files.keys.encryption],
      intuitOrigin: intuit.origin,
      now: intuit.now,
    },
    { sessions, store, refusal, pause },
  )
  return { store, sessions, quickbooks, refusal }
}

/** A store that can't be used is said by Mooring; what to do about it in this demo is said here. */
const withWayOut =
  ({ databaseUrl }: Settings) =>
  (error: unknown): never => {
    if (!(error instanceof mooring.MooringError)) throw error
    const elsewhere =
      databaseUrl === null ? 'MOORING_DB name another file' : 'DATABASE_URL name another database'
    throw new StartProblem(`${error.message} Here: let ${elsewhere}, or begin anew with --reset.`)
  }

/** Behind a proxy, whoever reads the answer sees which of the instances gave it. */
const signed =
  (instance: string | null, answer: RequestListener): RequestListener =>
  (request, response) => {
    if (instance !== null) response.setHeader('x-instance', instance)
    answer(request, response)
  }

async function start(opened: AsyncDisposableStack): Promise<void> {
  const settings = readSettings(process.env, process.argv.slice(2))
  say('Starting Harborline, the demo host of Mooring…')
  const listener = opened.adopt(await openListener(settings.port), ({ close }) => close())
  // Only now: a second demo on a taken port must not empty the files of the first.
  const files = openDataFiles(settings, { folder: DATA_FOLDER, name: 'mooring', port: listener.port })
  const addresses = addressesOf(settings, listener.port)
  if (settings.intuit.kind === 'simulator') say('Starting the simulator of Intuit…')
  if (settings.reset) await emptyPostgres(settings, addresses.redirectUri)
  const intuit = opened.adopt(await openIntuit(settings, addresses, files.intuit), ({ simulator }) =>
    simulator?.close(),
  )
  const { store, sessions, quickbooks, refusal } = openQuickBooks({ settings, files, addresses, intuit })
  opened.defer(() => store.close())
  opened.defer(async () => {
    await listener.close()
    await quickbooks.close()
  })
  await quickbooks.start().catch(withWayOut(settings))
  say('Building the pages…')
  const pages = servePages(await keptPages())
  const { simulator } = intuit
  const runDueWork = async () => {
    await simulator?.lookAtClock()
    await quickbooks.runDueWork()
  }
  const simulatorPanel = simulator && createSimulatorPanel({ origin: simulator.origin, runDueWork })
  const host = createHost({
    quickbooks,
    sessions,
    store,
    refusal,
    pause,
    pages,
    simulatorPanel,
    onUnforeseen: console.error,
  })
  listener.answer(signed(settings.instance, host))
  process.send?.({ port: listener.port })
  say(`Intuit is ${intuit.name}.\n\nOpen http://localhost:${listener.port}`)
}

/** The sentence for a start that failed; a stack only where nobody foresaw the reason. */
function explain(error: unknown): string {
  if (error instanceof StartProblem || error instanceof mooring.MooringError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const opened = new AsyncDisposableStack()
let isStopping = false

async function stop(code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  await opened.disposeAsync().catch((error) => console.error(explain(error)))
  process.exit(code)
}

process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
// Whoever started this one as one of several is gone.
process.on('disconnect', () => void stop(0))

start(opened).catch((error) => {
  if (isStopping) return
  console.error(explain(error))
  void stop(1)
})
