// The end of an attempt that is heard of twice, as from the window and from the event stream, stays as it is.
import type { Attempt } from '@mooring/contract'
import { attemptFixture, problemFixture } from '@mooring/contract/fixtures'
import { beforeEach, expect, it } from 'vitest'
import type { Client } from '../client.ts'
import { AttemptPoller } from './attempt-poller.ts'
import { AuthorizationStore } from './authorization-store.ts'

const problem = problemFixture('company_in_use')
const failed: Attempt = attemptFixture({ id: 'att_twice', outcome: 'failed', connectionId: null, problem })

beforeEach(() => sessionStorage.clear())

function openPage() {
  const flows = new AuthorizationStore({
    name: 'twice',
    words: () => ({ opening: '', offline: '', windowBlocked: '', framed: '' }),
    onProblem: () => {},
    mode: () => undefined,
    tracker: () => undefined,
  })
  const poller = new AttemptPoller({
    // Intuit is still being visited while the page asks by itself.
    client: { get: () => new Promise(() => {}) } as unknown as Client,
    flows,
    basePath: () => '/api/quickbooks',
    readConnection: () => Promise.reject(new Error('There is no connection.')),
    onConnection: () => {},
    now: Date.now,
  })
  poller.resume({ attemptId: failed.id, secret: null })
  return { poller, shown: () => flows.ofAttempt(failed.id) }
}

it('shows why it failed where the second answer comes after the first was shown', async () => {
  const { poller, shown } = openPage()
  await poller.applyAttempt(failed)
  await poller.applyAttempt(failed)
  expect(shown()).toMatchObject({ phase: 'ended', problem: { code: 'company_in_use' } })
  poller.stop()
})

it('shows why it failed where both answers come at once', async () => {
  const { poller, shown } = openPage()
  await Promise.all([poller.applyAttempt(failed), poller.applyAttempt(failed)])
  expect(shown()).toMatchObject({ phase: 'ended', problem: { code: 'company_in_use' } })
  poller.stop()
})
