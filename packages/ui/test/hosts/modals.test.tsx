// Inside a host's open modal: what is asked is answered there, and the modal with its half-filled form stays.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { type ComponentType, useState } from 'react'
import { describe, expect, inject, it, vi } from 'vitest'
import { commands, userEvent } from 'vitest/browser'
import * as ui from '../../src/index.ts'
import { renderInProvider } from '../render-in-provider.tsx'
import { TestAdapter } from '../test-adapter.ts'
import { hosts, type ModalProps } from './modal-hosts.tsx'
import type { Way } from './touch.ts'

type Press = (element: HTMLElement) => Promise<void>

const press: Record<Way, Press> = {
  mouse: (element) => userEvent.click(element),
  async touch(element) {
    element.scrollIntoView({ block: 'nearest' })
    const [own, frame] = [element, window.frameElement].map((one) => one?.getBoundingClientRect())
    const x = (own?.left ?? 0) + (own?.width ?? 0) / 2 + (frame?.left ?? 0)
    const y = (own?.top ?? 0) + (own?.height ?? 0) / 2 + (frame?.top ?? 0)
    await commands.touch(x, y)
  },
  async keyboard(element) {
    element.focus()
    expect(focusedElement(), 'takes the focus').toBe(element)
    await userEvent.keyboard('{Enter}')
  },
}

function focusedElement(): Element | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at
}

/** A host's own button that waits for the connection. */
function Sync() {
  const gate = ui.useSyncGate('con_2')
  return (
    <button type="button" onClick={gate.fix}>
      Sync
    </button>
  )
}

function Settings({ Modal }: { Modal: ComponentType<ModalProps> }) {
  const [open, setOpen] = useState(true)
  return (
    <main>
      <p>The page</p>
      <Modal open={open} onClose={() => setOpen(false)}>
        <form aria-label="Settings" onSubmit={() => expect.unreachable('the form is sent')}>
          <label>
            Note <input name="note" />
          </label>
          <ui.ConnectionStatus connectionId="con_1" />
          <ui.ReauthorizeMenu connectionId="con_1" />
          <ui.DisconnectButton connectionId="con_1" />
          <Sync />
        </form>
      </Modal>
    </main>
  )
}

const waiting = { ...connectionFixture('awaiting_confirmation'), id: 'con_1' }
const expired = {
  ...connectionFixture('reauthorization_required', 'idle_expired', {
    company: { ...waiting.company, name: 'Northwind' },
  }),
  id: 'con_2',
}

function openSettings(Modal: ComponentType<ModalProps>) {
  vi.spyOn(window, 'open').mockReturnValue(null)
  const adapter = new TestAdapter({ list: connectionListFixture([waiting, expired]) })
  renderInProvider(adapter, <Settings Modal={Modal} />)
  return adapter
}

const note = () => screen.getByRole('textbox', { name: 'Note' })
const button = (name: string) => screen.findByRole('button', { name })
const question = (name: string) => screen.findByRole('alertdialog', { name })
const gone = (role: string) => waitFor(() => expect(screen.queryByRole(role)).toBeNull())
/** Nothing of what was typed is lost. */
const stays = () => expect(note()).toHaveValue('half')

async function confirms(by: Press, adapter: TestAdapter) {
  const asks = await button('Confirm company')
  await by(asks)
  await question('Is this the right company?')
  await userEvent.keyboard('{Escape}')
  await gone('alertdialog')
  stays()
  await waitFor(() => expect(asks).toHaveFocus())
  await by(asks)
  const dialog = await question('Is this the right company?')
  const [no, yes] = within(dialog).getAllByRole('button')
  expect(no).toHaveFocus()
  await userEvent.keyboard('{Tab}')
  expect(yes).toHaveFocus()
  await by(within(dialog).getByRole('button', { name: 'Yes, use this company' }))
  await waitFor(() => expect(adapter.connection('con_1')?.status).toBe('connected'))
  await gone('alertdialog')
  stays()
  await waitFor(async () => expect(await button('QuickBooks connection actions')).toHaveFocus())
}

async function authorizes(by: Press, adapter: TestAdapter) {
  const dots = await button('QuickBooks connection actions')
  await by(dots)
  await screen.findByRole('menu')
  await userEvent.keyboard('{Escape}')
  await gone('menu')
  stays()
  expect(dots).toHaveFocus()
  await by(dots)
  await by(await screen.findByRole('menuitem', { name: 'Re-authorize' }))
  await waitFor(() => expect(adapter.posted('/connections/authorize')).toHaveLength(1))
  await by(await button('Cancel'))
  await waitFor(() => expect(adapter.attempts.get('att_1')?.outcome).toBe('cancelled'))
  stays()
}

/** What an outcome asks is the provider's to ask, which stands outside the modal. */
async function choosesAnother(by: Press, adapter: TestAdapter) {
  const dots = await button('QuickBooks connection actions')
  await by(dots)
  await by(await screen.findByRole('menuitem', { name: 'Re-authorize' }))
  await waitFor(() => expect(adapter.attempts.size).toBe(2))
  await button('Open again')
  adapter.settle('att_2', { outcome: 'failed', problem: problemFixture('company_mismatch') })
  const dialog = within(await question('You chose a different company'))
  await by(dialog.getByRole('button', { name: 'Switch company' }))
  await userEvent.keyboard('Harbor{Enter}')
  expect(dialog.getByRole('textbox')).toHaveValue('Harbor')
  await userEvent.keyboard('{Escape}')
  await gone('alertdialog')
  stays()
}

/** What no component shows is at the page's foot. */
async function readsTheNote(by: Press, adapter: TestAdapter) {
  await by(await button('Sync'))
  const foot = await screen.findByRole('region', { name: 'Northwind' })
  await by(await within(foot).findByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(adapter.attempts.get('att_3')?.outcome).toBe('cancelled'))
  await by(await within(foot).findByRole('button', { name: 'Dismiss' }))
  await gone('region')
  stays()
}

async function disconnects(by: Press, adapter: TestAdapter) {
  const ends = await button('Disconnect from QuickBooks')
  await by(ends)
  await question('Disconnect from QuickBooks?')
  await userEvent.keyboard('{Escape}')
  await gone('alertdialog')
  stays()
  expect(ends).toHaveFocus()
  await by(ends)
  const dialog = await question('Disconnect from QuickBooks?')
  await by(await within(dialog).findByRole('button', { name: 'Disconnect' }))
  await waitFor(() => expect(adapter.connection('con_1')?.status).toBe('disconnected'))
  await gone('alertdialog')
  stays()
  await waitFor(async () => expect(await button('QuickBooks connection actions')).toHaveFocus())
}

const ways = inject('ways')
const tried = hosts.filter(({ inFull }) => inFull || ways.includes('mouse'))

describe.each(tried)('inside $name', ({ Modal, inFull }) => {
  it.each(inFull ? ways : (['mouse'] as const))('is all within reach by %s', async (way) => {
    const adapter = openSettings(Modal)
    await userEvent.fill(await screen.findByRole('textbox', { name: 'Note' }), 'half')
    const by = press[way]
    await confirms(by, adapter)
    await authorizes(by, adapter)
    await choosesAnother(by, adapter)
    await readsTheNote(by, adapter)
    await disconnects(by, adapter)
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull())
  })
})
