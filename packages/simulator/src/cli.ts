#!/usr/bin/env node
// The command: starts a simulator and prints its origin; with a command behind "--", for as long as that runs.
import { parseArgs } from 'node:util'
import type { SimulatorOptions } from './options.ts'
import { runBeside } from './run-beside.ts'
import { startIntuitSimulator } from './start-intuit-simulator.ts'

const USAGE = `Usage: mooring-simulator [options] [-- command …]

  --port <number>          port on localhost (default: any free one)
  --client-id <id>         the one client id that is known (default: any)
  --client-secret <text>   the one secret that is right (default: any)
  --issuer <url>           who signs id_tokens (default: the origin and /op/v1)
  --redirect-uri <url>     a registered redirect URI; may be repeated (default: any)
  --disconnect-url <url>   where people land who disconnect inside QuickBooks
  --app-name <text>        the app's name on the consent page
  --state-file <path>      remembers grants, world and clock there, from one start to the next
  --help                   this text

With a command behind "--" it runs beside that command, which finds the simulator's origin in INTUIT_ORIGIN, and ends with it:
  mooring-simulator -- npm run dev`

function readArguments(args: string[]): SimulatorOptions | null {
  const { values } = parseArgs({
    args,
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

async function main(words: string[]): Promise<void> {
  const end = words.indexOf('--')
  const command = end < 0 ? null : words.slice(end + 1)
  const options = readArguments(command === null ? words : words.slice(0, end))
  if (options === null) return console.log(USAGE)
  if (command?.length === 0) throw new Error('Name a command behind "--", or leave "--" out.')
  const simulator = await startIntuitSimulator(options)
  console.log(simulator.origin)
  if (command !== null) {
    try {
      process.exitCode = await runBeside(command, { ...process.env, INTUIT_ORIGIN: simulator.origin })
    } finally {
      await simulator.close()
    }
    return
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close().then(() => process.exit(0)))
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
