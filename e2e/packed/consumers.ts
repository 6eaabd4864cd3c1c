// What consumers write and how they compile it: server and browser code, each with both ways to find modules.

const SERVER = `
import { CODES, ROUTES, type Connection } from '@mooring/contract'
import { connectionSchema } from '@mooring/contract/schemas'
import { connectionFixture } from '@mooring/contract/fixtures'
import { startIntuitSimulator } from '@mooring/simulator'
import { describe, type Notice } from '@mooring/messages'
import * as adapter from '@mooring/server-adapter'
import { connectCompany } from '@mooring/testing/server'
import express from 'express'

export const known: string[] = [...Object.keys(CODES), ROUTES.events.path]
export const connection: Connection = connectionSchema.parse(connectionFixture())
const simulator = await startIntuitSimulator()
const quickbooks: adapter.QuickBooksAdapter = adapter.createQuickBooksAdapter({
  clientId: 'a',
  clientSecret: 'b',
  environment: 'sandbox',
  redirectUri: 'http://localhost:3000/api/quickbooks/callback',
  store: process.argv.length > 2
    ? adapter.postgresStore({ connectionString: 'postgres://localhost/db' })
    : adapter.sqliteStore({ path: './mooring.db' }),
  encryptionKeys: [{ id: 'one', secret: '' }],
  identify: async (request) => ({ tenantId: request.headers.host ?? '', userId: 'u', permissions: ['view'] }),
  onEvent: async (event) => {
    if (event.tenantId === null) return
    const connection = await quickbooks.forTenant(event.tenantId).connections.get(event.connectionId)
    const notice: Notice = describe(event, { connection, locale: 'de', audience: 'member', page: '/books' })
    console.log(event.type.toUpperCase(), notice.subject)
  },
  intuitOrigin: simulator.origin,
  now: simulator.control.clock.now,
})
express().use('/api/quickbooks', quickbooks.router)
const { accessToken } = await quickbooks.forTenant('t').tokens.get(connection.id)
accessToken.toUpperCase()
// @ts-expect-error: what is imported has types, and is not any
quickbooks.router.notThere
// @ts-expect-error
quickbooks.forTenant('t').notThere
const own: Connection = await connectCompany(express().use(quickbooks.router), { simulator, as: { cookie: 'a=b' } })
own.id.toUpperCase()
// @ts-expect-error
describe(connection, { audience: 'everyone' })
`

const BROWSER = `
import type { Connection } from '@mooring/contract'
import { ConnectButton, ConnectionStatus, QuickBooksProvider, type HostSlots, useConnection } from '@mooring/ui'
import { MooringTestProvider } from '@mooring/testing'
import { QueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

const client = new QueryClient()
const slots: HostSlots = { icon: ({ name }) => <i>{name}</i> }

function Status() {
  const { connection } = useConnection()
  const frame = useRef<HTMLDivElement>(null)
  const one: Connection | null | undefined = connection
  // @ts-expect-error: what is imported has types, and is not any
  one?.notThere
  return <ConnectButton ref={frame} onConnected={({ id }) => console.log(id.toUpperCase())} />
}

export const inTest = (
  <MooringTestProvider state="revoked" can={{ reauthorize: false }} locale="de">
    {/* @ts-expect-error */}
    <MooringTestProvider state="revokt" />
  </MooringTestProvider>
)

export const page = (
  <QuickBooksProvider basePath="/api/quickbooks" queryClient={client} slots={slots}>
    <Status />
    <ConnectionStatus variant="card" />
    {/* @ts-expect-error */}
    <ConnectionStatus variant="none" />
  </QuickBooksProvider>
)
`

const MODULES = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
}

const SIDES = {
  server: { file: 'main.ts', text: SERVER, options: { lib: ['es2023'], types: ['node'] } },
  browser: {
    file: 'main.tsx',
    text: BROWSER,
    options: { lib: ['es2022', 'dom', 'dom.iterable'], types: [], jsx: 'react-jsx' },
  },
}

/** Each a folder with a tsconfig.json, by its name. */
export const PROGRAMS = Object.keys(SIDES).flatMap((side) =>
  Object.keys(MODULES).map((module) => `${side}-${module}`),
)

/** The files of all programs, by their paths. */
export function consumerFiles(): Record<string, string> {
  const files: Record<string, string> = {}
  for (const [side, { file, text, options }] of Object.entries(SIDES)) {
    for (const [module, resolution] of Object.entries(MODULES)) {
      const compilerOptions = {
        ...options,
        ...resolution,
        target: 'es2022',
        strict: true,
        skipLibCheck: false,
        noEmit: true,
      }
      files[`${side}-${module}/${file}`] = text
      files[`${side}-${module}/tsconfig.json`] = JSON.stringify({ compilerOptions, files: [file] })
    }
  }
  return files
}
