// kill -9 in a set-up and in a webhook's work: nothing is lost, and nothing counts twice.
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { MINUTE } from '../src/platform/clock.ts'
import type { SignalsOrder, Step } from './signals-worker.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { addressOf } from './token-lifecycle/open-test-deps.ts'
import { forkBundled } from './token-lifecycle/processes.ts'
import { KEY } from './token-lifecycle/test-deps.ts'
import { inTime } from './until.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const TOKEN = 'verifier-canary'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

/** Starts a host, waits for the step it stands still at, and kills it. @returns the steps it told of */
async function killAt(haltAt: SignalsOrder['haltAt'], isThere: (step: Step) => boolean): Promise<Step[]> {
  const clockOffset = stage.simulator.control.clock.now() - Date.now()
  const order: SignalsOrder = { ...addressOf(stage), clockOffset, haltAt }
  const child = forkBundled(stage, 'signals-worker', order)
  const steps: Step[] = []
  const exited = once(child, 'exit')
  const arrived = new Promise<void>((resolve) => {
    child.on('message', (step: Step) => {
      steps.push(step)
      if (isThere(step)) resolve()
    })
  })
  await inTime(Promise.race([arrived, exited]), `the host stands still at its ${haltAt}`)
  child.kill('SIGKILL')
  await inTime(exited, 'the host is dead')
  return steps
}

const keys = { encryptionKeys: [KEY], webhookVerifierTokens: [TOKEN] }

it('an import killed in the middle is begun again from its last checkpoint, and reported once', async () => {
  const from: unknown[] = []
  stage = await openStage({
    ...keys,
    setup: { import: async ({ resumeFrom }) => void from.push(resumeFrom) },
  })
  const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
  const steps = await killAt('import', ({ kind }) => kind === 'import')
  expect(steps).toContainEqual({ kind: 'import', resumeFrom: null })
  const setup = async () => (await stage.adapter.forTenant('harbor').connections.get(id)).setup.state
  await stage.adapter.runDueWork()
  // It may still live, as far as anybody can tell.
  expect([from, await setup()]).toEqual([[], 'importing'])
  stage.simulator.control.clock.advance(MINUTE)
  await stage.adapter.runDueWork()
  expect([from, await setup()]).toEqual([['page 1'], 'done'])
  await stage.adapter.runDueWork()
  const received = stage.events.map(({ type }) => type).filter((type) => type.startsWith('setup.'))
  expect(received).toEqual(['setup.started', 'setup.completed'])
})

it('a webhook killed while the host gets its event is delivered again, as the same event', async () => {
  stage = await openStage(keys)
  const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
  await stage.adapter.runDueWork()
  stage.events.length = 0
  const events = ['1', '2', '3'].map((entity) => ({
    realmId: HARBOR,
    name: 'Invoice',
    id: entity,
    operation: 'Create' as const,
    eventId: `e${entity}`,
  }))
  const url = `${stage.origin}/api/quickbooks/webhooks`
  const send = () =>
    stage.simulator.control.sendWebhook({ url, verifierToken: TOKEN, shape: 'cloudevents', events })
  await send()
  const steps = await killAt('event', (step) => step.kind === 'event' && step.type === 'webhook.received')
  const first = steps.find((step) => step.kind === 'event' && step.type === 'webhook.received')
  expect(first).toMatchObject({ entities: ['1', '2', '3'] })
  await send()
  for (let minutes = 0; minutes < 3; minutes++) {
    stage.simulator.control.clock.advance(MINUTE)
    await stage.adapter.runDueWork()
  }
  const received = stage.events.filter((event) => event.type === 'webhook.received')
  const again = received.map((event) => ({
    kind: 'event',
    id: event.id,
    type: event.type,
    entities: event.data.entities.map((entity) => entity.id),
  }))
  expect(again).toEqual([first])
  expect(received[0]?.connectionId).toBe(id)
  const health = await stage.browser().get<{ totals: { webhooks: number } }>(`/connections/${id}/health`)
  expect(health.body.totals.webhooks).toBe(3)
})
