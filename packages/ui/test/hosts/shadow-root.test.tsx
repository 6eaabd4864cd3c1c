// Inside a host's shadow root: questions are asked in there, and the focus goes back to what opened them.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import * as ui from '../../src/index.ts'
import { renderInProvider } from '../render-in-provider.tsx'
import { TestAdapter } from '../test-adapter.ts'

function Shadow() {
  const [root, setRoot] = useState<ShadowRoot | null>(null)
  const attach = (element: HTMLElement | null) =>
    setRoot(element && (element.shadowRoot ?? element.attachShadow({ mode: 'open' })))
  return (
    <main ref={attach} data-testid="host">
      {root &&
        createPortal(
          <>
            <ui.ConnectionStatus />
            <ui.ReauthorizeMenu />
            <ui.DisconnectButton />
          </>,
          root,
        )}
    </main>
  )
}

it('the focus goes back to what opened a question, or on to the next step', async () => {
  const adapter = new TestAdapter({
    list: connectionListFixture([connectionFixture('awaiting_confirmation')]),
  })
  renderInProvider(adapter, <Shadow />)
  const host = await screen.findByTestId('host')
  await waitFor(() => expect(host.shadowRoot?.childElementCount).toBeGreaterThan(0))
  const root = host.shadowRoot as ShadowRoot
  const inside = within(root as unknown as HTMLElement)
  const focused = () => root.activeElement
  const button = (name: string) => inside.findByRole('button', { name })
  const question = (name: string) => inside.findByRole('alertdialog', { name })

  const confirms = await button('Confirm company')
  await userEvent.click(confirms)
  await question('Is this the right company?')
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(inside.queryByRole('alertdialog')).toBeNull())
  expect(focused()).toBe(confirms)

  await userEvent.click(confirms)
  const asked = within(await question('Is this the right company?'))
  await userEvent.click(await asked.findByRole('button', { name: 'Yes, use this company' }))
  await waitFor(() => expect(inside.queryByRole('alertdialog')).toBeNull())
  const dots = await button('QuickBooks connection actions')
  await waitFor(() => expect(focused()).toBe(dots))

  await userEvent.keyboard('{Enter}')
  const item = await inside.findByRole('menuitem', { name: 'Disconnect from QuickBooks' })
  await userEvent.click(item)
  await question('Disconnect from QuickBooks?')
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(focused()).toBe(dots))

  const ends = await button('Disconnect from QuickBooks')
  await userEvent.click(ends)
  const last = within(await question('Disconnect from QuickBooks?'))
  await userEvent.click(await last.findByRole('button', { name: 'Disconnect' }))
  await waitFor(() => expect(adapter.list.connections[0]?.status).toBe('disconnected'))
  await waitFor(() => expect(focused()).toBe(dots))
})
