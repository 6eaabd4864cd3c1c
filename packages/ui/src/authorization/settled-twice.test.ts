// The end of an attempt that is heard of twice, as from the window and from the event stream, stays as it is.
import type { Attempt } from '@mooring/contract'
import { attemptFixture, problemFixture } from '@mooring/contract/fixtures'
import { beforeEach, expect, it } from 'vitest'
import type { Client } from '../client/client.ts'
import { AttemptAttendant } from './attend-attempts.ts'
import { Flows } from './flows.ts'

const problem = problemFixture('company_in_use')
const failed: Attempt = attemptFixture({ id: 'att_twice', outcome: 'failed', connectionId: null, problem })

beforeEach(() => sessionStorage.clear())

function openPage() {
  const flows = new Flows({
    name: 'twice',
    words: () => ({ opening: '', offline: '', windowBlocked: '', framed: '' }),
    onProblem: () => {},
    mode: () => undefined,
    attendant: () => undefined,
  })
  const attendant = new AttemptAttendant({
    // Intuit is still being visited while the page asks by itself.
    client: { get: () => new Promise(() => {}) } as unknown as Client,
    flows,
    basePath: () => '/api/quickbooks',
    readConnection: () => Promise.reject(new Error('There is no connection.')),
    onConnection: () => {},
    now: Date.now,
  })
  attendant.takeReturned({ attemptId: failed.id, secret: null })
  return { attendant, shown: () => flows.ofAttempt(failed.id) }
}

it('shows why it failed where the second answer comes after the first was shown', async () => {
  const { attendant, shown } = openPage()
  await attendant.settle(failed)
  await attendant.settle(failed)
  expect(shown()).toMatchObject({ phase: 'ended', problem: { code: 'company_in_use' } })
  attendant.stop()
})

it('shows why it failed where both answers come at once', async () => {
  const { attendant, shown } = openPage()
  await Promise.all([attendant.settle(failed), attendant.settle(failed)])
  expect(shown()).toMatchObject({ phase: 'ended', problem: { code: 'company_in_use' } })
  attendant.stop()
})
