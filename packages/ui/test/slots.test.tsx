// A host's own button, link and icon in the place of all the kit's.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createRef, forwardRef } from 'react'
import { expect, it, onTestFinished, vi } from 'vitest'
import * as ui from '../src/index.ts'
import { components, settled } from './conformance/components.tsx'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const HostButton = forwardRef<HTMLButtonElement, ui.ButtonSlotProps>(function HostButton(
  { kind, ...own },
  ref,
) {
  return <button {...own} ref={ref} data-of-host={kind ?? 'plain'} />
})
const slots: ui.HostSlots = {
  button: HostButton,
  link: (props) => <a {...props} data-of-host="link" />,
  icon: ({ name }) => <i data-of-host={name} aria-hidden="true" />,
}

it.each(Object.entries(components))('%s is made of them', async (_, { list, render }) => {
  const adapter = new TestAdapter({ list: connectionListFixture([...list]) })
  renderInProvider(adapter, render({ 'data-host': 'row' }), { slots })
  await settled()
  expect(document.querySelectorAll('.mooring-button, .mooring-icon')).toHaveLength(0)
})

it('the journey goes on as with the kit’s own', async () => {
  vi.spyOn(window, 'open')
  const adapter = new TestAdapter({ list: connectionListFixture([]) })
  renderInProvider(adapter, <ui.ConnectButton />, { slots })
  const connect = await screen.findByRole('button', { name: 'Connect to QuickBooks' })
  expect(connect).toHaveAttribute('data-of-host', 'primary')
  await userEvent.click(connect)
  const again = await screen.findByRole('button', { name: 'Open again' })
  expect(again).toHaveAttribute('data-of-host', 'plain')
  await waitFor(() => expect(again).toHaveFocus())
  await waitFor(() => expect(adapter.attempts.size).toBe(1))
  const unconfirmed = connectionFixture('awaiting_confirmation')
  adapter.put(unconfirmed)
  adapter.settle('att_1', { outcome: 'connected', connectionId: unconfirmed.id })
  const dialog = within(await screen.findByRole('alertdialog'))
  expect(dialog.getByRole('button', { name: 'No, choose another' })).toHaveFocus()
  await userEvent.click(dialog.getByRole('button', { name: 'Yes, use this company' }))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
})

const TallButton = forwardRef<HTMLButtonElement, ui.ButtonSlotProps>(function TallButton(
  { kind, ...own },
  ref,
) {
  return <button {...own} ref={ref} className="tall" />
})

it('has a placeholder of the host’s button, which no one can press yet', async () => {
  const adapter = new TestAdapter({ list: connectionListFixture([]) })
  const sheet = document.head.appendChild(document.createElement('style'))
  sheet.textContent = '.tall { height: 77px }'
  onTestFinished(() => sheet.remove())
  let answer = () => {}
  adapter.delays.set(
    'GET /connections',
    new Promise<void>((resolve) => {
      answer = resolve
    }),
  )
  renderInProvider(adapter, <ui.ConnectButton guide={false} data-testid="connect" />, {
    slots: { button: TallButton },
  })
  const height = () => screen.getByTestId('connect').getBoundingClientRect().height
  const before = height()
  expect(before).toBeGreaterThanOrEqual(77)
  expect(screen.queryByRole('button')).toBeNull()
  answer()
  await screen.findByRole('button')
  expect(Math.abs(height() - before)).toBeLessThanOrEqual(2)
})

it('hands the ref of the disconnect button on, and links to who can help', async () => {
  const can = { reauthorize: false, disconnect: true, confirm: false, audit: false }
  const expired = connectionFixture('reauthorization_required', 'revoked', { can })
  const whoCan = { reauthorize: [{ displayName: 'Ada', contact: 'ada@example.com' }] }
  const list = connectionListFixture([expired], { whoCan })
  const ref = createRef<HTMLButtonElement>()
  renderInProvider(
    new TestAdapter({ list }),
    <>
      <ui.ConnectionStatus />
      <ui.DisconnectButton ref={ref} />
    </>,
    { slots },
  )
  expect(await screen.findByRole('link', { name: 'Ada' })).toHaveAttribute('data-of-host', 'link')
  expect(ref.current).toBe(await screen.findByRole('button', { name: 'Disconnect from QuickBooks' }))
})

it('leaves Intuit’s artwork as it is', async () => {
  const adapter = new TestAdapter({ list: connectionListFixture([]) })
  const artwork = {
    default: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
    hover: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
  }
  renderInProvider(adapter, <ui.ConnectButton artwork={artwork} />, { slots })
  const button = await screen.findByRole('button', { name: 'Connect to QuickBooks' })
  expect(button).not.toHaveAttribute('data-of-host')
})
