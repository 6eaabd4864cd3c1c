// What a host's own page tests can rely on, in a DOM without a browser.
import { CODES } from '@mooring/contract'
import {
  ConnectButton,
  ConnectionHistory,
  ConnectionStatus,
  DisconnectButton,
  ReadinessChecklist,
  ReauthorizeMenu,
} from '@mooring/ui'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  connectionFixture,
  createFakeAdapter,
  createTestClock,
  MooringTestProvider,
  TEST_STATES,
} from '../src/index.ts'

const Books = () => (
  <>
    <ConnectionStatus />
    <ReauthorizeMenu />
    <ConnectButton />
    <DisconnectButton />
  </>
)

/** What a person reads in each state that has a name. */
const READ: Readonly<Record<string, string>> = {
  not_connected: 'Connect to QuickBooks',
  awaiting_confirmation: 'Is Harbor Tea Co. the right company?',
  connected: 'Connected to Harbor Tea Co.',
  expiring: 'Re-authorize by December 3, 2026 to keep it connected.',
  checking: 'We are checking the connection to Harbor Tea Co.',
  reauthorization_required: 'Harbor Tea Co. needs to be re-authorized.',
  blocked: 'Harbor Tea Co. is paused.',
  disconnected: 'Disconnected from Harbor Tea Co.',
  revoked: 'The authorization was ended in QuickBooks.',
  in_quickbooks: 'Inside QuickBooks, on November 20, 2026.',
}

export function pageLaws(): void {
  beforeEach(() => void vi.spyOn(console, 'error'))
  afterEach(() => {
    cleanup()
    const errors = vi.mocked(console.error).mock.calls.map(String)
    vi.restoreAllMocks()
    expect(errors).toEqual([])
  })
  const button = (name: string) => screen.findByRole('button', { name })
  /** It is also told to screen readers, beside what is seen. */
  const reads = (text: string | RegExp) => screen.findAllByText(text)

  describe('MooringTestProvider', () => {
    it.each(TEST_STATES)('shows the state %s', async (state) => {
      render(
        <MooringTestProvider state={state}>
          <Books />
        </MooringTestProvider>,
      )
      const text = READ[state]
      await reads(text ?? /Harbor Tea Co\./)
    })

    it('shows whom to ask to who may not', async () => {
      render(
        <MooringTestProvider state="revoked" can={['view']}>
          <Books />
        </MooringTestProvider>,
      )
      await reads('Ask an admin of your account to re-authorize.')
      expect(screen.queryByRole('button', { name: 'Re-authorize' })).toBeNull()
    })

    it('takes a right away by its name', async () => {
      render(
        <MooringTestProvider state="revoked" can={{ reauthorize: false }}>
          <ConnectionStatus />
          <DisconnectButton />
        </MooringTestProvider>,
      )
      await button('Disconnect from QuickBooks')
      expect(screen.queryByRole('button', { name: 'Re-authorize' })).toBeNull()
    })

    it('leads through a first connect, and a disconnect', async () => {
      const person = userEvent.setup()
      const connected = vi.fn()
      render(
        <MooringTestProvider state="not_connected">
          <ConnectionStatus />
          <ConnectButton onConnected={connected} />
          <DisconnectButton />
        </MooringTestProvider>,
      )
      await person.click(await button('Connect to QuickBooks'))
      await person.click(await button('Yes, use this company'))
      await reads('Connected to Harbor Tea Co.')
      await waitFor(() => expect(connected).toHaveBeenCalledOnce())
      await person.click(await button('Disconnect from QuickBooks'))
      await person.click(await button('Disconnect'))
      await reads('Disconnected from Harbor Tea Co.')
    })

    it('leads through a re-authorization that is denied, then allowed', async () => {
      const person = userEvent.setup()
      const adapter = createFakeAdapter({ state: 'revoked', atIntuit: 'denies' })
      render(
        <MooringTestProvider adapter={adapter}>
          <ConnectionStatus />
        </MooringTestProvider>,
      )
      await person.click(await button('Re-authorize'))
      await reads('QuickBooks was not authorized. Nothing has changed.')
      adapter.setAtIntuit('allows')
      await person.click(await button('Re-authorize'))
      await reads('Connected to Harbor Tea Co.')
    })

    it('shows what changes meanwhile, and what fails', async () => {
      const adapter = createFakeAdapter({ state: 'connected' })
      render(
        <MooringTestProvider adapter={adapter}>
          <ConnectionStatus />
          <ReadinessChecklist />
        </MooringTestProvider>,
      )
      await reads('Connected to Harbor Tea Co.')
      adapter.put(connectionFixture('blocked', 'company_locked'))
      await reads('Harbor Tea Co. is paused.')
      adapter.fail('readiness', 'internal')
      await userEvent.setup().click(await button('Check again'))
      await reads(`${CODES.internal.title}.`)
    })

    it('speaks a language, and tells time by a clock', async () => {
      const clock = createTestClock()
      clock.advance(3_600_000)
      render(
        <MooringTestProvider state="connected" locale="de" now={clock.now}>
          <ConnectionStatus />
        </MooringTestProvider>,
      )
      await reads('Harbor Tea Co. ist verbunden.')
      await reads(/Zuletzt geprüft: vor 1.Stunde\./)
    })

    it('begins anew where its state changes, and not where it is the same again', async () => {
      const page = (state: 'connected' | 'revoked') => (
        <MooringTestProvider state={state} can={{ audit: true }}>
          <ConnectionStatus />
          <ConnectionHistory />
        </MooringTestProvider>
      )
      const { rerender } = render(page('connected'))
      const [shown] = await reads('Connected to Harbor Tea Co.')
      await reads('Company confirmed')
      rerender(page('connected'))
      expect(screen.getAllByText('Connected to Harbor Tea Co.')[0]).toBe(shown)
      rerender(page('revoked'))
      await reads('Harbor Tea Co. needs to be re-authorized.')
    })

    it('says which states there are where one is misspelt', () => {
      expect(() => createFakeAdapter({ state: 'revokt' as never })).toThrow(/no state "revokt".*revoked/s)
    })
  })
}
