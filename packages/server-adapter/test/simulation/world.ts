// A story that a seed tells: people, processes, Intuit and their bad days; then peace, and what must be true.
import type { HostEvent } from '@mooring/contract'
import { randomOf } from '../../../../scripts/seed.ts'
import { cancelAttempt, startAttempt } from '../../src/authorize/attempts.ts'
import { arrive } from '../../src/authorize/callback.ts'
import { HOUR, MINUTE, SECOND } from '../../src/platform/clock.ts'
import type { Store } from '../../src/stores/store.ts'
import { examine } from './examine.ts'
import { type Instance, openInstance, personOf } from './instance.ts'
import { openDriver } from './migrated-driver.ts'
import { ModelIntuit } from './model-intuit.ts'
import { actAs, Scheduler, Trouble } from './scheduler.ts'
import { ROTATIONS, type World } from './world-state.ts'

/** Each company belongs to one tenant. */
const COMPANIES = [
  { realmId: '1001', tenantId: 'harbor' },
  { realmId: '1002', tenantId: 'harbor' },
  { realmId: '1003', tenantId: 'northwind' },
] as const
type Company = (typeof COMPANIES)[number]

/** Things that happen before peace. */
const DEEDS = 14
/** Steps that a wait for something takes at most: more, and something hangs. */
const MOST_STEPS = 40_000
const LINES_KEPT = 90

function openWorld(seed: number, driver: Store): World {
  const random = randomOf(seed, 'simulation')
  const scheduler = new Scheduler(random)
  const rotation = scheduler.pick(ROTATIONS)
  const intuit = new ModelIntuit(scheduler, { rotation, secondConsentKillsEarlier: random() < 0.8 })
  intuit.onDone = (what) => void world.trace.push(`Intuit: ${what}`)
  intuit.grace = rotation === 'grace-24h'
  const events: HostEvent[] = []
  const said: string[] = []
  const world: World = {
    scheduler,
    intuit,
    driver,
    rotation,
    events,
    said,
    trace: [],
    consents: [],
    instances: [],
    storeTrouble: new Trouble(random),
    hostTrouble: new Trouble(random),
    strike: (actor) => {
      const dice = random()
      const on = world.instances.find((instance) => instance.actor === actor)
      if (on === undefined || !world.isTroubled) return
      if (dice < 0.01) kill(world, on)
      else if (dice < 0.03) stop(world, on)
    },
    isTroubled: false,
    log: (line) => said.push(JSON.stringify(line)),
    onEvent: (event) => {
      said.push(JSON.stringify(event))
      if (world.hostTrouble.strikes()) throw new Error('The simulated host fails.')
      events.push(event as HostEvent)
    },
  }
  const count = 1 + scheduler.below(3)
  for (let index = 0; index < count; index++) world.instances.push(openInstance(world, `p${index}`))
  return world
}

/** What goes on at the same time. */
class Doings {
  #under = 0
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** Begins something; what it throws is what a host or a person would have got. */
  begin(name: string, work: () => Promise<unknown>): void {
    const { trace, said } = this.#world
    trace.push(name)
    this.#under++
    void work()
      .then(
        () => void trace.push(`${name}: done`),
        (error: unknown) => {
          const { code, reason } = error as { code?: string; reason?: string }
          said.push(`${String(error)} ${JSON.stringify(error)}`)
          trace.push(`${name}: ${code ?? error} ${reason ?? ''}`)
        },
      )
      .then(() => this.#under--)
  }

  /** The same on one process, which may die of it. */
  beginOn(on: Instance, name: string, work: () => Promise<unknown>): void {
    this.begin(`${on.actor.name} ${name}`, () => actAs(on.actor, work))
  }

  readonly isOver = (): boolean => this.#under === 0
}

/** @throws Error where it never comes to an end */
async function stepUntil({ scheduler }: World, isOver: () => boolean): Promise<void> {
  for (let steps = 0; ; steps++) {
    if (steps > MOST_STEPS) throw new Error('Something hangs.')
    const went = await scheduler.step()
    if (isOver()) return
    if (!went) throw new Error('Everybody waits, and nothing will wake them.')
  }
}

async function idOf({ driver }: World, { realmId }: Company): Promise<string | null> {
  const { records } = await driver.read(async ({ connections }) => ({
    records: (await Promise.all(['harbor', 'northwind'].map((tenant) => connections.all(tenant)))).flat(),
  }))
  return records.find(({ realmLast4 }) => realmLast4 === realmId)?.id ?? null
}

/** The way through Intuit and back, perhaps to another process, perhaps twice, perhaps given up. */
async function authorize(world: World, company: Company, connectionId: string | null): Promise<void> {
  const { scheduler, intuit, trace } = world
  const person = personOf(company.tenantId)
  const somewhere = <T>(work: (instance: Instance) => Promise<T>): Promise<T> => {
    const instance = scheduler.pick(world.instances)
    return actAs(instance.actor, () => work(instance))
  }
  const started = await somewhere(({ deps }) =>
    startAttempt(deps, person, { mode: 'popup', ...(connectionId === null ? {} : { connectionId }) }, null),
  )
  const { attemptId, cookieSecret } = started
  const state = new URL(started.reply.authorizeUrl).searchParams.get('state')
  const cancel = () => somewhere(({ deps }) => cancelAttempt(deps, person, attemptId))
  if (scheduler.random() < 0.1) await cancel()
  const code = intuit.consent(company.realmId)
  world.consents.push({ code, attemptId })
  const comeBack = () =>
    somewhere(async ({ actor, grantDeps }) => {
      const { realmId } = company
      const back = { state, code, realmId, error: null, cookieOf: () => cookieSecret, identify: () => person }
      const result = await arrive(grantDeps, back)
      trace.push(
        `${actor.name} arrived ${realmId}: ${'attempt' in result ? result.attempt.outcome : result.problem}`,
      )
    })
  const arrivals: Promise<unknown>[] = [comeBack()]
  if (scheduler.random() < 0.2) arrivals.push(comeBack())
  if (scheduler.random() < 0.15) arrivals.push(cancel())
  await Promise.allSettled(arrivals)
}

/** One thing that happens, on a random instance. */
async function happen(world: World, doings: Doings): Promise<void> {
  const { scheduler, intuit, instances, trace } = world
  const on = scheduler.pick(instances)
  const company = scheduler.pick(COMPANIES)
  const id = await idOf(world, company)
  const person = personOf(company.tenantId)
  const dice = scheduler.random()
  if (dice < 0.3) doings.beginOn(on, 'work', on.workAll)
  else if (dice < 0.42 || id === null)
    doings.begin(`authorize ${company.realmId}`, () => authorize(world, company, id))
  else if (dice < 0.72)
    doings.beginOn(on, `token ${company.realmId}`, () => on.coordinator.getToken(company.tenantId, id))
  else if (dice < 0.82) doings.beginOn(on, `verify ${company.realmId}`, () => on.probe.verify(id, null))
  else if (dice < 0.85)
    doings.beginOn(on, `disconnect ${company.realmId}`, () => on.disconnects.disconnect(person, id, {}))
  else if (dice < 0.87) {
    trace.push(`in QuickBooks, ${company.realmId} is disconnected`)
    intuit.disconnect(company.realmId)
  } else if (dice < 0.92) kill(world, on)
  else if (dice < 0.95) stop(world, on)
  else await wait(world, scheduler.pick([SECOND, MINUTE, 20 * MINUTE, HOUR, 5 * HOUR]))
}

function kill(world: World, victim: Instance): void {
  world.trace.push(`${victim.actor.name} is killed`)
  world.scheduler.kill(victim.actor)
  const index = world.instances.indexOf(victim)
  world.instances[index] = openInstance(world, `${victim.actor.name}'`)
}

function stop(world: World, victim: Instance): void {
  const ms = world.scheduler.pick([5, 25, 90]) * SECOND
  world.trace.push(`${victim.actor.name} is stopped for ${ms / SECOND} s`)
  world.scheduler.stop(victim.actor, ms)
}

/** Lets so much time go by, and all that happens meanwhile happen. */
async function wait(world: World, ms: number): Promise<void> {
  world.trace.push(`${ms / SECOND} s go by`)
  const until = Date.now() + ms
  void world.scheduler.passes(ms)
  await stepUntil(world, () => Date.now() >= until)
}

async function story(world: World, doings: Doings): Promise<void> {
  const { scheduler, intuit } = world
  for (const company of COMPANIES)
    doings.begin(`connect ${company.realmId}`, () => authorize(world, company, null))
  await stepUntil(world, doings.isOver)
  intuit.trouble.begin(scheduler.pick([0, 0.1, 0.4, 2, 3]))
  world.storeTrouble.begin(scheduler.pick([0, 0.01, 0.05, 13, 60]))
  world.hostTrouble.begin(scheduler.pick([0, 0.1, 2]))
  world.isTroubled = true
  await wait(world, 61 * MINUTE)
  for (let deeds = 0; deeds < DEEDS; deeds++) {
    await happen(world, doings)
    if (scheduler.random() < 0.05) intuit.trouble.begin(scheduler.pick([0, 0.3]))
    for (let steps = scheduler.below(60); steps > 0; steps--) await scheduler.step()
  }
}

/** All is well again, and some time goes by. */
async function peace(world: World, doings: Doings): Promise<void> {
  world.trace.push('peace')
  for (const trouble of [world.intuit.trouble, world.storeTrouble, world.hostTrouble]) trouble.begin(0)
  world.isTroubled = false
  await stepUntil(world, doings.isOver)
  for (let rounds = 0; rounds < 8; rounds++) {
    await wait(world, rounds < 4 ? 20 * MINUTE : 8 * HOUR)
    const on = world.instances[rounds % world.instances.length] as Instance
    doings.beginOn(on, 'work', on.workAll)
    await stepUntil(world, doings.isOver)
  }
}

/** @returns what should be true and is not, with the story; nothing where all is well */
export async function play(
  seed: number,
): Promise<{ faults: string[]; trace: string[]; calls: Record<string, number> }> {
  const driver = await openDriver()
  const world = openWorld(seed, driver)
  const doings = new Doings(world)
  const faults: string[] = []
  try {
    await story(world, doings)
    await peace(world, doings)
    faults.push(...(await examine(world)))
  } catch (error) {
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    world.scheduler.close()
    await driver.close()
  }
  return { faults, trace: world.trace.slice(-LINES_KEPT), calls: world.intuit.calls }
}
