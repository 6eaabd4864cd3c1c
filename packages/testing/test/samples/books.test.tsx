// @vitest-environment jsdom
import { MooringTestProvider } from '@mooring/testing'
import { ConnectButton, ConnectionStatus } from '@mooring/ui'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'

afterEach(cleanup)

/** A part of your own page. */
const Books = () => (
  <>
    <ConnectionStatus />
    <ConnectButton />
  </>
)

test('asks an admin to re-authorize', async () => {
  render(
    <MooringTestProvider state="revoked">
      <Books />
    </MooringTestProvider>,
  )
  const button = await screen.findByRole('button', { name: 'Re-authorize' })
  await userEvent.setup().click(button)
  expect((await screen.findAllByText('Connected to Harbor Tea Co.')).length).toBeGreaterThan(0)
})

test('shows a viewer whom to ask', async () => {
  render(
    <MooringTestProvider state="revoked" can={['view']}>
      <Books />
    </MooringTestProvider>,
  )
  await screen.findByText('Ask an admin of your account to re-authorize.')
  expect(screen.queryByRole('button', { name: 'Re-authorize' })).toBeNull()
})
