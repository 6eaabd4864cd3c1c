// A clock that was an hour or a day ahead and is set right: nothing waits for the moments it left in the store. T01
import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../src/platform/clock.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { type ClockCase, CASES as FIRST, PERSON, type Scene } from './set-back.ts'
import { CASES as OTHERS } from './set-back-more.ts'

const CASES = [...FIRST, ...OTHERS]
const ground = usePostgres()

type Open = typeof ground.open

interface Ground {
  readonly gap: number
  readonly open: Open
  /** True where the clock stays ahead, and another process on the same store goes on, whose clock is right. */
  readonly isStillAhead?: boolean
}

async function play(
  { options, ahead, after }: ClockCase,
  { gap, open, isStillAhead = false }: Ground,
): Promise<Scene> {
  let offset = 0
  let seen = 0
  const host = { fails: false }
  const stage = await open({
    encryptionKeys: [KEY],
    now: () => stage.simulator.control.clock.now() + offset,
    onEvent: (event) => {
      if (host.fails) throw new Error('The host is away.')
      stage.events.push(event)
    },
    ...options?.(host),
  })
  const { control } = stage.simulator
  const { id } = await stage.browser().connect(control, PERSON)
  await stage.adapter.runDueWork()
  const scene: Scene = {
    stage,
    id,
    host,
    now: () => control.clock.now() + seen,
    later: (ms) => void control.clock.advance(ms),
    work: () => stage.adapter.runDueWork(),
  }
  offset = gap
  seen = gap
  const was = await ahead(scene)
  seen = 0
  if (isStillAhead) await stage.restart({ now: scene.now })
  else offset = 0
  control.clearRequests()
  await after(scene, was)
  return scene
}

describe.each([
  { store: 'a file', open: ground.openOnFile, gap: HOUR, words: 'an hour' },
  { store: 'a file', open: ground.openOnFile, gap: DAY, words: 'a day' },
  { store: 'Postgres', open: ground.open, gap: DAY, words: 'a day' },
])('after a clock that was ahead by $words, on $store,', ({ open, gap }) => {
  it.each(CASES)('$name', async (one) => {
    const { stage, id } = await play(one, { open, gap })
    expect(await stage.adapter.forTenant('harbor').history.verify(id)).toMatchObject({ valid: true })
  })
})

describe.each([
  { store: 'a file', open: ground.openOnFile },
  { store: 'Postgres', open: ground.open },
])('where the clock of one of two processes is an hour ahead, on $store, in the other', ({ open }) => {
  it.each(CASES)('$name', async (one) => {
    const { stage, id } = await play(one, { open, gap: HOUR, isStillAhead: true })
    expect(await stage.adapter.forTenant('harbor').history.verify(id)).toMatchObject({ valid: true })
  })
})
