// Two instances that do all due work at the same moment: each thing is done once, on a file and on a server.
import { describe, expect, it } from 'vitest'
import type { QuickBooksAdapter } from '../../src/index.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/platform/clock.ts'
import { HARBOR, type Stage } from '../stage.ts'
import { usePostgres } from './postgres-stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }

const ground = usePostgres()
let stage: Stage

const control = () => stage.simulator.control
const connect = async () => (await stage.browser().connect(control(), PERSON)).id
const books = () => stage.adapter.forTenant('harbor')

/** Makes something due, and says what Intuit is to hear of it. */
interface Case {
  readonly name: string
  readonly route: 'token' | 'revoke' | 'company'
  readonly prepare: () => Promise<void>
}

const CASES: readonly Case[] = [
  {
    name: 'a keepalive',
    route: 'token',
    prepare: async () => {
      await connect()
      control().clock.advance(8 * DAY)
    },
  },
  {
    name: 'the confirmation of a lone refusal',
    route: 'token',
    prepare: async () => {
      const id = await connect()
      control().clock.advance(2 * HOUR)
      control().fault({ route: 'token', kind: 'invalid_grant' })
      await books()
        .tokens.get(id)
        .catch(() => {})
      control().clock.advance(MINUTE)
    },
  },
  {
    name: 'a hint from the Disconnect URL',
    route: 'token',
    prepare: async () => {
      await connect()
      await stage.browser().get(`/disconnected?realmId=${HARBOR}`)
    },
  },
  {
    name: 'another look at a company that was locked',
    route: 'company',
    prepare: async () => {
      const id = await connect()
      control().companies.update(HARBOR, { locked: true })
      await books().verify(id)
      control().clock.advance(20 * MINUTE)
    },
  },
  {
    name: 'a queued revoke',
    route: 'revoke',
    prepare: async () => {
      const id = await connect()
      const endFault = control().fault({ route: 'revoke', kind: 'html-503' })
      await books().connections.disconnect(id)
      endFault()
      control().clock.advance(MINUTE)
    },
  },
  {
    name: 'a company that could not be read at the callback',
    route: 'company',
    prepare: async () => {
      const endFault = control().fault({ route: 'company', kind: 'html-503' })
      await stage.browser().goThrough(control(), PERSON)
      endFault()
      control().clock.advance(30 * SECOND)
    },
  },
]

const STORES = [
  { store: 'a file', open: () => ground.openOnFile({ rateLimits: false }) },
  { store: 'a server', open: () => ground.open({ rateLimits: false }) },
]

describe.each(STORES)('two instances on $store', ({ open }) => {
  it.each(CASES)('do $name once', async ({ route, prepare }) => {
    stage = await open()
    const instances: QuickBooksAdapter[] = [stage.adapter, await stage.restart()]
    // Both open before they are compared, and both look while the other's call is under way.
    for (const instance of instances) await instance.operations.health()
    await prepare()
    control().fault({ route, kind: 'slow', ms: 100 })
    control().clearRequests()
    await Promise.all(instances.map((instance) => instance.runDueWork()))
    expect(control().requests({ route })).toHaveLength(1)
    const ids = stage.events.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
