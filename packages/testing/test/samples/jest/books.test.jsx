import { expect, test } from '@jest/globals'
import { MooringTestProvider } from '@mooring/testing'
import { ConnectButton, ConnectionStatus } from '@mooring/ui'
import { configure, render, screen } from '@testing-library/react'

// Parts come when they are needed, and Jest transforms each file of theirs the first time.
configure({ asyncUtilTimeout: 10_000 })

test('asks an admin to re-authorize', async () => {
  render(
    <MooringTestProvider state="revoked">
      <ConnectionStatus />
      <ConnectButton />
    </MooringTestProvider>,
  )
  const button = await screen.findByRole('button', { name: 'Re-authorize' })
  expect(button.isConnected).toBe(true)
}, 30_000)
