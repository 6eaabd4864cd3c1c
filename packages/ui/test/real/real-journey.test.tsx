// The whole journey with the four components, in a real browser against the real adapter on another origin.
import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, inject, it, vi } from 'vitest'
import { commands } from 'vitest/browser'
import { ConnectButton, ConnectionStatus, QuickBooksProvider, ReauthorizeMenu } from '../../src/index.ts'

const real = inject('real')
const HARBOR = 'Harbor Tea Co.'
const WHOLESALE = 'Harbor Tea Wholesale'

let tenants = 0
function openPage({ basePath = real.sameSite, mode }: { basePath?: string; mode?: 'redirect' } = {}) {
  tenants += 1
  const headers = { authorization: `Bearer tenant-${tenants}` }
  const handlers = {
    onConnected: vi.fn(),
    onReauthorized: vi.fn(),
    onDisconnected: vi.fn(),
    onProblem: vi.fn(),
  }
  const { onConnected, onReauthorized, onDisconnected, onProblem } = handlers
  const page = () => (
    <QuickBooksProvider basePath={basePath} headers={headers} locale="en" onProblem={onProblem}>
      <ConnectButton mode={mode} onConnected={onConnected} />
      <ConnectionStatus />
      <ReauthorizeMenu {...{ onReauthorized, onDisconnected }} />
    </QuickBooksProvider>
  )
  return { handlers, page, ...render(page()) }
}

const atIntuit = (company: string) => commands.atIntuit({ intuit: real.intuit, user: 'ada', company })
const press = async (name: string) => await userEvent.click(await screen.findByRole('button', { name }))
const isShown = async (text: string) =>
  await waitFor(() => expect(document.querySelector('.mooring-status')).toHaveTextContent(text))

async function choose(item: string) {
  await press('QuickBooks connection actions')
  await userEvent.click(await screen.findByRole('menuitem', { name: item }))
}

async function connect() {
  await press('Connect to QuickBooks')
  await screen.findByRole('button', { name: 'Open again' })
  await atIntuit(HARBOR)
  const question = await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
  expect(question).toHaveTextContent(HARBOR)
  expect(question).toHaveTextContent('Sandbox')
  await press('Yes, use this company')
  await isShown(`Connected to ${HARBOR}`)
}

describe('the four components', () => {
  it('connect, confirm, re-authorize, refuse another company, disconnect and connect again', async () => {
    const { handlers } = openPage()
    await connect()
    expect(handlers.onConnected).toHaveBeenCalledTimes(1)

    await choose('Re-authorize')
    await atIntuit(HARBOR)
    await waitFor(() => expect(handlers.onReauthorized).toHaveBeenCalledTimes(1))
    expect(screen.queryByRole('button', { name: 'Open again' })).toBeNull()

    await choose('Re-authorize')
    await atIntuit(WHOLESALE)
    const mismatch = await screen.findByRole('alertdialog', { name: 'You chose a different company' })
    expect(mismatch).toHaveTextContent(HARBOR)
    expect(mismatch).toHaveTextContent(WHOLESALE)
    await press('Try again')
    await atIntuit(HARBOR)
    await waitFor(() => expect(handlers.onReauthorized).toHaveBeenCalledTimes(2))

    await choose('Disconnect from QuickBooks')
    const dialog = await screen.findByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await isShown(`Disconnected from ${HARBOR}`)
    await waitFor(() => expect(handlers.onDisconnected).toHaveBeenCalledTimes(1))
    const before = handlers.onDisconnected.mock.lastCall?.[0]

    await press('Connect to QuickBooks')
    await atIntuit(HARBOR)
    await isShown(`Connected to ${HARBOR}`)
    expect(handlers.onConnected.mock.lastCall?.[0].id).toBe(before.id)
  })

  it('come back by redirect, where the page is loaded anew', async () => {
    const { page, handlers, unmount } = openPage({ mode: 'redirect' })
    await commands.stayHere(real.intuit)
    await press('Connect to QuickBooks')
    const back = new URL(await commands.atIntuitHere({ intuit: real.intuit, user: 'ada', company: HARBOR }))
    // No session is seen on the callback, as a bearer token does not travel there: the page that comes back claims it.
    expect(back.searchParams.get('outcome')).toBe('pending')
    expect([...back.searchParams.keys()]).toEqual(['attempt', 'outcome'])
    expect(back.hash).toMatch(/^#mooring_claim=[0-9a-f]{64}$/)
    unmount()
    history.replaceState(null, '', location.pathname + back.search + back.hash)
    render(page())
    await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
    expect(location.search + location.hash).toBe('')
    expect(handlers.onConnected).toHaveBeenCalledTimes(1)
  })

  it('reach an adapter of another site through a window of its own', async () => {
    const sent = vi.spyOn(HTMLFormElement.prototype, 'submit')
    const { handlers } = openPage({ basePath: real.otherSite })
    await connect()
    expect(sent).toHaveBeenCalledTimes(1)
    expect(handlers.onConnected).toHaveBeenCalledTimes(1)
  })

  it('are as before where it is refused at Intuit', async () => {
    const { handlers } = openPage()
    await press('Connect to QuickBooks')
    await screen.findByRole('button', { name: 'Open again' })
    await commands.atIntuit({ intuit: real.intuit, user: 'ada', deny: true })
    await screen.findByText('QuickBooks was not authorized. Nothing has changed.', {
      selector: '.mooring-note-text',
    })
    await screen.findByRole('button', { name: 'Connect to QuickBooks' })
    expect(screen.queryByRole('alert')).toBeNull()
    expect(handlers.onConnected).not.toHaveBeenCalled()
  })
})
