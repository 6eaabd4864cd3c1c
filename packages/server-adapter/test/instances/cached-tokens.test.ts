// A token that one instance has in memory while another replaces it: it is handed out for a second at most.
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createRefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import type { Stage } from '../stage.ts'
import type { SeenToken } from '../token-lifecycle/host-worker.ts'
import { openTestDeps } from '../token-lifecycle/open-test-deps.ts'
import { type HostProcess, startHost } from '../token-lifecycle/processes.ts'
import { usePostgres } from './postgres-stage.ts'

const ROUNDS = 4
const MOST_MS = 1_000
/** A machine may be busy, ms. */
const SOON = { timeout: 20_000, interval: 5 }

const ground = usePostgres()

const elapsed = () => Number(process.hrtime.bigint()) / 1e6

/** It reports the ids of events too. */
const seenBy = (host: HostProcess): SeenToken[] =>
  host.reports.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as SeenToken)

/** An instance that asks again and again, and one that renews what it asks for. */
async function openBoth(stage: Stage, isStarted: boolean) {
  const { control } = stage.simulator
  const { id } = await stage.browser().connect(control, { user: 'ada', company: 'Harbor Tea Co.' })
  const coordinator = createRefreshCoordinator(openTestDeps(stage))
  const asking = await startHost(stage, { kind: 'ask', tenantId: 'harbor', connectionId: id, isStarted })
  ground.opened().defer(async () => {
    asking.kill()
    await asking.ended
  })
  const replacedAt = new Map<string, number>()
  let token = (await coordinator.getToken('harbor', id)).accessToken
  const isSeen = async () =>
    await expect
      .poll(() => seenBy(asking).at(-1)?.token === token, { ...SOON, message: 'the stored token is seen' })
      .toBe(true)
  return {
    asking,
    isSeen,
    async replace() {
      const before = token
      await coordinator.refresh(id, { cause: 'verify' })
      replacedAt.set(before, elapsed())
      token = (await coordinator.getToken('harbor', id)).accessToken
      expect(token).not.toBe(before)
    },
    /** How long after it was replaced each token was still handed out to who asked then, ms. */
    handedOutAfter: () =>
      seenBy(asking).flatMap(({ before }) =>
        before === null ? [] : [before.askedAt - (replacedAt.get(before.token) ?? Number.NEGATIVE_INFINITY)],
      ),
  }
}

describe.each([
  { how: 'to which changes are announced', isStarted: true },
  { how: 'to which nothing is announced', isStarted: false },
])('an instance $how', ({ isStarted }) => {
  it('hands out no token that another one replaced more than a second ago', async () => {
    const { isSeen, replace, handedOutAfter } = await openBoth(await ground.open(), isStarted)
    await isSeen()
    for (let round = 0; round < ROUNDS; round++) {
      await replace()
      await isSeen()
    }
    const after = handedOutAfter()
    expect(after).toHaveLength(ROUNDS)
    expect(Math.max(...after)).toBeLessThan(MOST_MS)
  })

  it('hands out none either when it goes on after it was stopped', async () => {
    const { asking, isSeen, replace, handedOutAfter } = await openBoth(await ground.open(), isStarted)
    await isSeen()
    asking.signal('SIGSTOP')
    await replace()
    // The second is measured by the machine's own clock, which no test can put on.
    await sleep(MOST_MS + 100)
    asking.signal('SIGCONT')
    await isSeen()
    expect(handedOutAfter()).toHaveLength(1)
    expect(Math.max(...handedOutAfter())).toBeLessThan(MOST_MS)
  })
})
