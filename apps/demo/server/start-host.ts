// The demo's composition root: starts everything around a port and the files that are there.
import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import * as mooring from '@mooring/server-adapter'
import { builtPages } from './built-pages.ts'
import type { DataFiles } from './data-files.ts'
import { openHarborlineStore } from './harborline-store.ts'
import { createHost } from './host.ts'
import { type ChosenIntuit, type HostAddresses, openIntuit } from './intuit.ts'
import type { Listener } from './listener.ts'
import { servePages } from './pages.ts'
import { createQuickBooks } from './quickbooks.ts'
import { lastLines } from './run-program.ts'
import { createSessions } from './session.ts'
import type { Settings } from './settings.ts'
import { createSimulatorPanel, verifyCompany } from './simulator-panel.ts'
import { StartProblem } from './start-problem.ts'
import { chooseStore, emptyPostgres } from './store-choice.ts'

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

/** Mooring's error says why the store can't be used; this adds what to do about it in this demo. */
const startProblem =
  ({ databaseUrl }: Settings) =>
  (error: unknown): never => {
    if (!(error instanceof mooring.MooringError)) throw error
    const elsewhere =
      databaseUrl === null ? 'MOORING_DB name another file' : 'DATABASE_URL name another database'
    throw new StartProblem(`${error.message} Here: let ${elsewhere}, or begin anew with --reset.`)
  }

/** Behind a proxy, the header says which of the instances gave the answer. */
const withInstanceHeader =
  (instance: string | null, answer: RequestListener): RequestListener =>
  (request, response) => {
    if (instance !== null) response.setHeader('x-instance', instance)
    answer(request, response)
  }

/** What is open before this starts. */
interface Ready {
  settings: Settings
  files: DataFiles
  listener: Listener
}

/**
 * Starts the host, and the simulator where it is the chosen Intuit.
 * @throws StartProblem, MooringError or MadeOnceError with a sentence
 */
export async function startHost(
  opened: AsyncDisposableStack,
  { settings, files, listener }: Ready,
): Promise<void> {
  const addresses = addressesOf(settings, listener.port)
  if (settings.intuit.kind === 'simulator') say('Starting the simulator of Intuit…')
  if (settings.reset) await emptyPostgres(settings, addresses.redirectUri)
  const intuit = opened.adopt(await openIntuit(settings, addresses, files.intuit), ({ simulator }) =>
    simulator?.close(),
  )
  say('Opening Mooring’s database…')
  const { store, sessions, quickbooks, refusal } = openQuickBooks({ settings, files, addresses, intuit })
  opened.defer(() => store.close())
  opened.defer(async () => {
    await listener.close()
    await quickbooks.close()
  })
  await quickbooks.start().catch(startProblem(settings))
  const pages = servePages(await builtPages(() => say('Building the pages, once until they change…')))
  const { simulator } = intuit
  const runDueWork = async () => {
    await simulator?.readClock()
    await quickbooks.runDueWork()
  }
  const simulatorPanel =
    simulator &&
    createSimulatorPanel({ origin: simulator.origin, runDueWork, use: verifyCompany(quickbooks) })
  const host = createHost({
    quickbooks,
    sessions,
    store,
    refusal,
    pause,
    now: intuit.now,
    pages,
    simulatorPanel,
    onUnforeseen: console.error,
  })
  // Asked to end meanwhile.
  if (opened.disposed) return
  listener.answer(withInstanceHeader(settings.instance, host))
  process.send?.({ port: listener.port })
  say(`Intuit is ${intuit.name}.\n${lastLines(`http://localhost:${listener.port}`, simulator !== null)}`)
}
