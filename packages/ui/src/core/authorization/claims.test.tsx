// What came back where the adapter saw no session is claimed by the page it was handed to, however it was handed over.
import {
  ATTEMPT_CHANNEL,
  ATTEMPT_MESSAGE,
  ATTEMPT_RECEIVED,
  type Attempt,
  CLAIM_FIELD,
} from '@mooring/contract'
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  problemFixture,
} from '@mooring/contract/fixtures'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { ConnectButton, ConnectionStatus } from '../../index.ts'
import { takeReturnedAttempt } from './callback-params.ts'

const SECRET = 'a1'.repeat(32)
const ID = 'att_1'
const POST_CLAIM = `POST /attempts/${ID}/claim`
const company = connectionFixture('awaiting_confirmation')
const address = () => location.pathname + location.search + location.hash
const own = address()

/** An adapter at which an attempt waits to be claimed, in no list of the caller's. */
function waiting(change: Partial<Attempt> = {}) {
  const list = connectionListFixture([])
  const adapter = new TestAdapter({ list })
  adapter.settle(ID, { ...attemptFixture({ id: ID, step: 'verified' }), ...change })
  adapter.list = list
  adapter.claims.set(ID, {
    secret: SECRET,
    change: { step: 'saved', outcome: 'connected', connectionId: company.id },
  })
  return adapter
}

/** The same, of the caller's own, in the list. */
function going(change: Partial<Attempt> = {}) {
  const adapter = waiting(change)
  adapter.list = { ...adapter.list, attempts: [...adapter.attempts.values()] }
  return adapter
}

const cameBack = (secret = SECRET) =>
  history.replaceState(
    null,
    '',
    `${location.pathname}?attempt=${ID}&outcome=pending#${CLAIM_FIELD}=${secret}`,
  )
const claimed = (adapter: TestAdapter) => adapter.posted(`/attempts/${ID}/claim`)
const asked = () => screen.findByRole('alertdialog', { name: 'Is this the right company?' })
const stored = () => JSON.stringify([{ ...sessionStorage }, { ...localStorage }])
const openAgain = () => screen.findByRole('button', { name: 'Open again' })

/** What the callback's last page says to its opener, and what it hears. */
function say(message: unknown) {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const heard = vi.fn()
  port1.onmessage = ({ data }) => heard(data)
  fireEvent(window, new MessageEvent('message', { data: message, origin: location.origin, source: port2 }))
  return heard
}

const handOver = (secret = SECRET) => say({ type: ATTEMPT_MESSAGE, attempt: ID, claim: secret })

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  history.replaceState(null, '', own)
})

it('claims with what the fragment of its address brought, which is gone from there at once', async () => {
  cameBack()
  const adapter = waiting()
  adapter.put(company)
  const onConnected = vi.fn()
  renderInProvider(adapter, <ConnectButton onConnected={onConnected} />)
  await asked()
  expect(claimed(adapter)).toEqual([{ secret: SECRET }])
  expect(onConnected).toHaveBeenCalledExactlyOnceWith(company)
  expect(address()).not.toContain(ID)
  expect(address()).not.toContain(CLAIM_FIELD)
  expect(stored()).not.toContain(SECRET)
})

it.each([
  ['', ''],
  ['#', '#'],
  ['#part', '#part&'],
  ['#/route', '#/route?'],
  ['#/route?tab=2', '#/route?tab=2&'],
])('leaves the fragment "%s" as it was before the secret came', (before, until) => {
  history.replaceState(null, '', `?attempt=${ID}&outcome=pending${until || '#'}${CLAIM_FIELD}=${SECRET}`)
  expect(takeReturnedAttempt()).toEqual({ attemptId: ID, secret: SECRET })
  expect(location.search).toBe('')
  expect(location.hash).toBe(before === '#' ? '' : before)
})

it('claims with what its window hands over, and lets that window go', async () => {
  const adapter = going()
  adapter.put(company)
  renderInProvider(adapter, <ConnectButton />)
  await openAgain()
  const heard = handOver()
  await waitFor(() => expect(heard).toHaveBeenCalledWith({ type: ATTEMPT_RECEIVED, attempt: ID }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Open again' })).toBeNull())
  expect(claimed(adapter)).toEqual([{ secret: SECRET }])
  expect(stored()).not.toContain(SECRET)
})

it('claims with what the channel of its origin brings, and answers there', async () => {
  const adapter = going()
  adapter.put(company)
  renderInProvider(adapter, <ConnectButton />)
  await openAgain()
  const channel = new BroadcastChannel(ATTEMPT_CHANNEL)
  onTestFinished(() => channel.close())
  const heard = vi.fn()
  channel.onmessage = ({ data }) => heard(data)
  channel.postMessage({ type: ATTEMPT_MESSAGE, attempt: ID, claim: SECRET })
  await waitFor(() => expect(heard).toHaveBeenCalledWith({ type: ATTEMPT_RECEIVED, attempt: ID }))
  await waitFor(() => expect(claimed(adapter)).toEqual([{ secret: SECRET }]))
})

it('finishes, with nothing left to cancel, and says so while the server does not answer', async () => {
  const adapter = going()
  adapter.put(company)
  adapter.instead.set(POST_CLAIM, problemFixture('store_unavailable'))
  renderInProvider(adapter, <ConnectButton />)
  await openAgain()
  handOver()
  await screen.findByText('Finishing…')
  await screen.findByRole('alert')
  expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Open again' })).toBeNull()
  adapter.instead.delete(POST_CLAIM)
  await waitFor(() => expect(screen.queryByText('Finishing…')).toBeNull())
  expect(adapter.attempts.get(ID)?.outcome).toBe('connected')
})

it('goes on after a reload that came before the server had answered', async () => {
  cameBack()
  const adapter = waiting()
  adapter.put(company)
  adapter.instead.set(POST_CLAIM, problemFixture('store_unavailable'))
  renderInProvider(adapter, <ConnectButton />)
  await waitFor(() => expect(claimed(adapter).length).toBeGreaterThan(0))
  expect(address()).not.toContain(SECRET)
  cleanup()
  adapter.instead.delete(POST_CLAIM)
  renderInProvider(adapter, <ConnectButton />)
  await asked()
  expect(stored()).not.toContain(SECRET)
})

it.each([
  ['that is not its own', (adapter: TestAdapter) => adapter.claims.clear()],
  ['of a colleague', (adapter: TestAdapter) => adapter.instead.set(POST_CLAIM, problemFixture('forbidden'))],
])(
  'takes a secret of an attempt %s to the server once, and neither answers nor shows anything',
  async (_, given) => {
    const adapter = waiting()
    given(adapter)
    const onProblem = vi.fn()
    renderInProvider(adapter, <ConnectionStatus />, { onProblem })
    await waitFor(() => expect(adapter.events.current).toBe(1))
    const heard = handOver()
    await waitFor(() => expect(claimed(adapter)).toHaveLength(1))
    handOver()
    const after = say({ type: ATTEMPT_MESSAGE, attempt: ID, claim: 'another' })
    await waitFor(() => expect(claimed(adapter)).toHaveLength(2))
    expect(heard).not.toHaveBeenCalled()
    expect(after).not.toHaveBeenCalled()
    expect(onProblem).not.toHaveBeenCalled()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(stored()).not.toContain(SECRET)
  },
)

it('says where it can be finished once nothing was handed over, and starts anew', async () => {
  const adapter = going()
  let time = Date.parse(FIXTURE_NOW)
  const page = renderInProvider(adapter, <ConnectButton mode="redirect" />, { now: () => time })
  await openAgain()
  fireEvent.focus(window)
  const askedFor = () => adapter.requests.filter(({ path }) => path === `/attempts/${ID}`).length
  await waitFor(() => expect(askedFor()).toBeGreaterThan(0))
  expect(screen.queryByText(/another window or browser/)).toBeNull()
  await waitFor(() => {
    time += 3_000
    fireEvent.focus(window)
    screen.getByText(/another window or browser/, { selector: '.mooring-note-text' })
  })
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('another window or browser'))
  await screen.findByRole('button', { name: 'Cancel' })
  await userEvent.click(await openAgain())
  await waitFor(() => expect(adapter.posted('/connections/authorize')).toHaveLength(1))
  await waitFor(() => expect(adapter.posted(`/attempts/${ID}/cancel`)).toHaveLength(1))
  page.unmount()
})

it.each<[string, unknown]>([
  ['no attempt', { type: ATTEMPT_MESSAGE, claim: SECRET }],
  ['an attempt that is a path', { type: ATTEMPT_MESSAGE, attempt: '../connections/x', claim: SECRET }],
  ['a secret that is not a text', { type: ATTEMPT_MESSAGE, attempt: ID, claim: { toString: () => SECRET } }],
  ['another type', { type: ATTEMPT_RECEIVED, attempt: ID, claim: SECRET }],
])('claims nothing with %s', async (_, message) => {
  const adapter = going()
  adapter.put(company)
  renderInProvider(adapter, <ConnectButton />)
  await openAgain()
  say(message)
  handOver('wrong')
  await waitFor(() => expect(claimed(adapter)).toEqual([{ secret: 'wrong' }]))
  expect(adapter.requests.filter(({ path }) => path.endsWith('/claim'))).toHaveLength(1)
})
