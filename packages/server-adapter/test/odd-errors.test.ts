// What a host's code throws may be anything, also what throws when it is looked into: it counts and is noted as any error.
import type { Problem } from '@mooring/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { HOUR } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import type { Stage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const ground = usePostgres()
let stage: Stage
afterEach(async () => {
  await stage.close()
})

const refuse = (): never => {
  throw new TypeError('This may not be read.')
}
const errorWith = (name: 'name' | 'message' | 'stack', field: PropertyDescriptor) =>
  Object.defineProperty(new Error('an error'), name, { configurable: true, ...field })

function revokedProxy(): unknown {
  const { proxy, revoke } = Proxy.revocable(new Error('gone'), {})
  revoke()
  return proxy
}

const ODD: readonly (readonly [string, unknown])[] = [
  ['an error whose message is an object', errorWith('message', { value: { Fault: { code: '610' } } })],
  ['an error whose message has no text at all', errorWith('message', { value: Object.create(null) })],
  ['an error whose message is a symbol', errorWith('message', { value: Symbol('odd') })],
  ['an error whose message refuses to be a text', errorWith('message', { value: { toString: refuse } })],
  ['an error whose message throws', errorWith('message', { get: refuse })],
  ['an error whose name is a symbol', errorWith('name', { value: Symbol('odd') })],
  ['an error whose name throws', errorWith('name', { get: refuse })],
  ['an error whose stack is a number', errorWith('stack', { value: 7 })],
  ['an error whose stack throws', errorWith('stack', { get: refuse })],
  ['a frozen object', Object.freeze({ code: 'E_FROZEN' })],
  ['an object without a prototype', Object.create(null)],
  ['a Proxy of an error', new Proxy(new Error('hidden'), { get: refuse })],
  ['a Proxy that refuses everything', new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse })],
  ['a Proxy that was revoked', revokedProxy()],
  ['a function', () => {}],
  ['null', null],
  ['undefined', undefined],
  ['a symbol', Symbol('odd')],
]

describe.each([
  { store: 'a file', open: ground.openOnFile },
  { store: 'Postgres', open: ground.open },
])('on $store', ({ open }) => {
  it('onEvent that rejects with anything is tried again, is in the log each time, and stalls as ever', async () => {
    let tries = 0
    stage = await open({
      encryptionKeys: [KEY],
      onEvent: async () => {
        const [, thrown] = ODD[tries++ % ODD.length] ?? []
        throw thrown
      },
    })
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    for (let round = 0; round < 22; round++) {
      await stage.adapter.runDueWork()
      stage.simulator.control.clock.advance(HOUR)
    }
    const lines = stage.log.filter(({ message }) => String(message).startsWith('onEvent failed'))
    expect(lines.map(({ cause }) => typeof cause)).toEqual(Array(20).fill('string'))
    expect(await stage.adapter.operations.stalledQueues()).toMatchObject([{ connectionId: id, tries: 20 }])
  })
})

describe('is thrown on and recorded as a failure where it comes from', () => {
  it.each(ODD)('a run: %s', async (_, thrown) => {
    stage = await ground.openOnFile({ encryptionKeys: [KEY] })
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const books = stage.adapter.forTenant('harbor')
    const caught = await books.syncs
      .run(id, () => Promise.reject(thrown))
      .then(
        () => [],
        (error: unknown) => [error],
      )
    // Compared by ourselves: a matcher would look into it.
    expect(caught.map((error) => Object.is(error, thrown))).toEqual([true])
    expect((await books.connections.get(id)).sync).toMatchObject({
      state: 'failed',
      error: { code: 'internal' },
    })
  })
})

it.each(ODD)('identify and a check of the host’s: %s', async (_, thrown) => {
  let isBroken = false
  stage = await ground.openOnFile({
    checks: [{ id: 'own', title: 'Own', run: () => Promise.reject(thrown) }],
    identify: () => {
      if (isBroken) throw thrown
      return { tenantId: 'harbor', userId: 'ada', permissions: ['view', 'connect'] }
    },
  })
  const browser = stage.browser()
  const { id } = await browser.connect(stage.simulator.control, HARBOR_TEA)
  const { checks } = (
    await browser.get<{ checks: { id: string; status: string }[] }>(`/connections/${id}/readiness`)
  ).body
  expect(checks.find((check) => check.id === 'own')).toMatchObject({ status: 'unknown' })
  isBroken = true
  const { status, body } = await browser.get<Problem>('/connections')
  expect([status, body.code]).toEqual([503, 'identity_unavailable'])
  expect(stage.log.find(({ reference }) => reference === body.reference)).toMatchObject({
    code: 'identity_unavailable',
    cause: expect.any(String),
  })
})
