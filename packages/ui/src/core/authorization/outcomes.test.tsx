// An outcome is told once, to a component that wants to hear of it, on whichever page that stands.
import type { Attempt } from '@mooring/contract'
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { ConnectButton, ConnectionStatus, DataSourceList, DisconnectGuide } from '../../index.ts'

const company = connectionFixture('awaiting_confirmation')
const came = (change: Partial<Attempt> = {}) => {
  const adapter = new TestAdapter({ list: connectionListFixture([company]) })
  adapter.settle('att_back', { kind: 'connect', connectionId: company.id, outcome: 'connected', ...change })
  return adapter
}
const asked = () => screen.findByRole('alertdialog', { name: 'Is this the right company?' })
const settled = (adapter: TestAdapter) => waitFor(() => expect(adapter.events.current).toBe(1))

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  history.replaceState(null, '', `${location.pathname}?attempt=att_back&outcome=connected`)
})

it.each([
  ['nothing of it', <DisconnectGuide key="page" />],
  ['a status', <ConnectionStatus key="page" />],
  ['a list', <DataSourceList key="page" />],
])('waits for the page with the callback where it came back to one with %s', async (_, page) => {
  const asks = vi.spyOn(HTMLDialogElement.prototype, 'showModal')
  const adapter = came()
  renderInProvider(adapter, page)
  await asked()
  cleanup()

  const onConnected = vi.fn()
  renderInProvider(adapter, <ConnectButton onConnected={onConnected} />)
  await waitFor(() => expect(onConnected).toHaveBeenCalledExactlyOnceWith(company))
  // Shown once already: what is left to do stands in the button's place.
  await screen.findByRole('button', { name: 'Confirm company' })
  await settled(adapter)
  cleanup()

  renderInProvider(adapter, <ConnectButton onConnected={onConnected} />)
  await settled(adapter)
  await screen.findByRole('button', { name: 'Confirm company' })
  expect(onConnected).toHaveBeenCalledTimes(1)
  // StrictMode opens it twice.
  expect(new Set(asks.mock.contexts).size).toBe(1)
})

function ButtonLater({ onConnected }: { onConnected: () => void }) {
  const [isThere, setThere] = useState(false)
  return (
    <>
      <ConnectionStatus />
      {isThere ? (
        <ConnectButton onConnected={onConnected} />
      ) : (
        <button type="button" onClick={() => setThere(true)}>
          Show
        </button>
      )}
    </>
  )
}

it('is reported on the page it came back to as soon as a component that wants it is there', async () => {
  const onConnected = vi.fn()
  renderInProvider(came(), <ButtonLater onConnected={onConnected} />)
  const dialog = await asked()
  fireEvent(dialog, new Event('cancel', { cancelable: true }))
  expect(onConnected).not.toHaveBeenCalled()
  await userEvent.click(await screen.findByRole('button', { name: 'Show' }))
  await waitFor(() => expect(onConnected).toHaveBeenCalledExactlyOnceWith(company))
})

it('is given up once its attempt is long over, where no one ever wants it', async () => {
  const adapter = came({ expiresAt: '2020-01-01T00:00:00Z' })
  const visit = async () => {
    const from = adapter.requests.length
    renderInProvider(adapter, <ConnectionStatus />)
    await screen.findByText(/the right company/)
    await settled(adapter)
    cleanup()
    await waitFor(() => expect(adapter.events.current).toBe(0))
    return adapter.requests.slice(from).filter(({ path }) => path === '/attempts/att_back')
  }
  expect(await visit()).not.toEqual([])
  expect(await visit()).not.toEqual([])
  expect(await visit()).toEqual([])
})
