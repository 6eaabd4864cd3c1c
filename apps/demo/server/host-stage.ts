// A host for tests, through its own routes: a real adapter on a real simulator, and a browser without pages.
import { randomBytes, randomUUID } from 'node:crypto'
import { memoryStore } from '@mooring/server-adapter'
import { type IntuitSimulator, startIntuitSimulator } from '@mooring/simulator'
import express from 'express'
import { beforeEach, expect } from 'vitest'
import { openHarborlineStore } from './harborline-store.ts'
import { createHost } from './host.ts'
import { type Listener, openListener } from './listener.ts'
import { createQuickBooks } from './quickbooks.ts'
import { createSessions } from './session.ts'
import { createSimulatorPanel, verifyCompany } from './simulator-panel.ts'
import { COMPANIES, USERS } from './world.ts'

interface Demo {
  listener: Listener
  simulator: IntuitSimulator
}

let demo: Demo

/** A new host before each test of a file. @returns what is there while a test runs */
export function withHost(): { readonly simulator: IntuitSimulator } {
  beforeEach(async () => {
    await using opened = new AsyncDisposableStack()
    const unforeseen: unknown[] = []
    const listener = opened.adopt(await openListener(0), ({ close }) => close())
    const simulator = opened.adopt(
      await startIntuitSimulator({ companies: COMPANIES, users: USERS }),
      ({ close }) => close(),
    )
    const store = opened.adopt(openHarborlineStore(':memory:'), (one) => one.close())
    const sessions = createSessions('key', randomUUID)
    const now = () => simulator.control.clock.now()
    const settings = {
      clientId: 'demo-client',
      clientSecret: 'demo-secret',
      environment: 'sandbox' as const,
      redirectUri: `http://localhost:${listener.port}/api/quickbooks/callback`,
      store: memoryStore(),
      encryptionKeys: [{ id: 'demo', secret: randomBytes(32).toString('base64') }],
      intuitOrigin: simulator.origin,
      now,
    }
    const refusal = { isOn: false }
    const pause = async () => {}
    const quickbooks = createQuickBooks(settings, { sessions, store, refusal, pause })
    opened.defer(async () => {
      await listener.close()
      await quickbooks.close()
    })
    await quickbooks.start()
    const onUnforeseen = (error: unknown) => unforeseen.push(error)
    const runDueWork = () => quickbooks.runDueWork()
    const simulatorPanel = createSimulatorPanel({
      origin: simulator.origin,
      runDueWork,
      use: verifyCompany(quickbooks),
    })
    listener.answer(
      createHost({
        ...{ quickbooks, sessions, store, refusal, pause, now, simulatorPanel, onUnforeseen },
        pages: express.Router(),
      }),
    )
    demo = { listener, simulator }
    const closing = opened.move()
    return async () => {
      await closing.disposeAsync()
      expect(unforeseen).toEqual([])
    }
  })
  return {
    get simulator() {
      return demo.simulator
    },
  }
}

/** A browser without pages: it has cookies, and sends what a page of the host would. */
export async function openBrowser(personId?: string) {
  const origin = `http://localhost:${demo.listener.port}`
  const cookies = new Map<string, string>()
  const visit = async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'content-type': 'application/json', origin, cookie, ...init.headers }
    const reply = await fetch(new URL(url, origin), { redirect: 'manual', ...init, headers })
    for (const line of reply.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
      cookies.set(name, value)
    }
    return reply
  }
  const get = async (path: string) => (await visit(`/api${path}`)).json()
  const post = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    visit(`/api${path}`, { method: 'POST', body: JSON.stringify(body), headers })
  if (personId) await post('/session', { personId })
  return { visit, get, post }
}

export type Browser = Awaited<ReturnType<typeof openBrowser>>

export async function connect({ visit, get, post }: Browser): Promise<string> {
  const { authorizeUrl } = await (
    await post('/quickbooks/connections/authorize', { mode: 'redirect' })
  ).json()
  await visit(
    await demo.simulator.control.authorize(authorizeUrl, { user: 'ada', company: 'Harbor Tea Co.' }),
  )
  const [connection] = (await get('/quickbooks/connections')).connections
  await post(`/quickbooks/connections/${connection.id}/confirm-company`)
  return connection.id
}

export async function reauthorize({ visit, post }: Browser, connectionId: string): Promise<void> {
  const reply = await post('/quickbooks/connections/authorize', { mode: 'redirect', connectionId })
  const { authorizeUrl } = await reply.json()
  await visit(
    await demo.simulator.control.authorize(authorizeUrl, { user: 'ada', company: 'Harbor Tea Co.' }),
  )
}

/** The types of all events, oldest first, once this one is among them. */
export async function eventTypes({ get }: Browser, last: string): Promise<string[]> {
  const types = async (): Promise<string[]> =>
    (await get('/activity')).events.map(({ type }: { type: string }) => type)
  await expect.poll(types, { timeout: 10_000, message: `the event ${last}` }).toContain(last)
  return (await types()).toReversed()
}
