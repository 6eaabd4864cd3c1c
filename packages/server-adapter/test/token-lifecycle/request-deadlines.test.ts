// How long a request of the host's may take: on the machine's clock, with an Intuit that answers when it is told to.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCompanyRequests } from '../../src/company-api/company-requests.ts'
import type { Deps } from '../../src/deps.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'
import { openTestDeps } from './open-test-deps.ts'

const TOKEN = {
  accessToken: 'at',
  realmId: HARBOR,
  expiresAt: '2026-11-21T12:00:00Z',
  generation: 1,
  isCompanyRead: true,
}
const SECOND = 1_000

let stage: Stage
let deps: Deps
let answers: PromiseWithResolvers<Response>
let signals: AbortSignal[]
beforeEach(async () => {
  stage = await openStage()
  answers = Promise.withResolvers()
  signals = []
  const opened = openTestDeps(stage)
  const request: Deps['gateway']['request'] = (_realm, _token, _path, init) => {
    if (init?.signal) signals.push(init.signal)
    return answers.promise
  }
  deps = { ...opened, pause: () => new Promise(() => {}), gateway: { ...opened.gateway, request } }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(async () => {
  vi.useRealTimers()
  await stage.close()
})

const requests = () =>
  createCompanyRequests(deps, {
    getToken: async () => TOKEN,
    refresh: () => Promise.reject(new Error('none')),
  })
const ended = (asked: Promise<Response>) => {
  let end: unknown = 'open'
  const keep = (found: unknown) => {
    end = found
  }
  asked.then(keep, keep)
  return () => end
}

it.each([
  ['15 s', {}, 15],
  ['as long as it is given', { deadlineMs: 120_000 }, 120],
])('is %s', async (_, init, seconds) => {
  const end = ended(requests().request('harbor', 'con_1', '/invoice/1', init))
  await vi.advanceTimersByTimeAsync(seconds * SECOND - 1)
  expect(end()).toBe('open')
  await vi.advanceTimersByTimeAsync(1)
  expect(end()).toMatchObject({ code: 'intuit_unavailable', retryable: true })
  expect(signals[0]?.aborted).toBe(true)
})

it('ends with the answer: its body may take longer', async () => {
  const end = ended(requests().request('harbor', 'con_1', '/reports/ProfitAndLoss'))
  answers.resolve(new Response('{}'))
  await vi.advanceTimersByTimeAsync(60 * SECOND)
  expect(end()).toBeInstanceOf(Response)
  expect(signals[0]?.aborted).toBe(false)
})

it('has the limits of Intuit named where too many wait for their turn', async () => {
  const all = requests()
  const ends = Array.from({ length: 11 }, () => ended(all.request('harbor', 'con_1', '/invoice/1')))
  await vi.advanceTimersByTimeAsync(15 * SECOND)
  expect(ends.map((end) => end()).map((error) => (error as { code?: string }).code)).toEqual([
    ...Array(10).fill('intuit_unavailable'),
    'rate_limited',
  ])
})

it('is none of ours in a run', async () => {
  const run = requests().forRun({ tenantId: 'harbor', connectionId: 'con_1', runId: 'run_1', purpose: 'run' })
  const end = ended(run.request('/invoice/1', {}, async () => {}))
  await vi.advanceTimersByTimeAsync(60 * SECOND)
  expect(end()).toBe('open')
  answers.resolve(new Response('{}'))
  await vi.advanceTimersByTimeAsync(0)
  expect(end()).toBeInstanceOf(Response)
})
