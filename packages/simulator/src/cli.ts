#!/usr/bin/env node
// The command: starts a simulator and prints its origin.
import { parseArgs } from 'node:util'
import type { SimulatorOptions } from './options.ts'
import { startIntuitSimulator } from './start-intuit-simulator.ts'

const USAGE = `Usage: mooring-simulator [options]

  --port <number>          port on localhost (default: any free one)
  --client-id <id>         the one client id that is known (default: any)
  --client-secret <text>   the one secret that is right (default: any)
  --issuer <url>           who signs id_tokens (default: the origin and /op/v1)
  --redirect-uri <url>     a registered redirect URI; may be repeated (default: any)
  --disconnect-url <url>   where people land who disconnect inside QuickBooks
  --app-name <text>        the app's name on the consent page
  --state-file <path>      remembers grants, world and clock there, from one start to the next
  --help                   this text`

function readArguments(): SimulatorOptions | null {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'client-id': { type: 'string' },
      'client-secret': { type: 'string' },
      issuer: { type: 'string' },
      'redirect-uri': { type: 'string', multiple: true },
      'disconnect-url': { type: 'string' },
      'app-name': { type: 'string' },
      'state-file': { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return null
  return {
    port: values.port === undefined ? undefined : Number(values.port),
    clientId: values['client-id'],
    clientSecret: values['client-secret'],
    issuer: values.issuer,
    redirectUris: values['redirect-uri'],
    disconnectUrl: values['disconnect-url'],
    appName: values['app-name'],
    stateFile: values['state-file'],
  }
}

async function main(): Promise<void> {
  const options = readArguments()
  if (options === null) return console.log(USAGE)
  const simulator = await startIntuitSimulator(options)
  console.log(simulator.origin)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close().then(() => process.exit(0)))
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
