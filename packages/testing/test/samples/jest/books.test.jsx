import { expect, test } from '@jest/globals'
import { MooringTestProvider } from '@mooring/testing'
import { ConnectButton, ConnectionStatus } from '@mooring/ui'
import { render, screen } from '@testing-library/react'

test('asks an admin to re-authorize', async () => {
  render(
    <MooringTestProvider state="revoked">
      <ConnectionStatus />
      <ConnectButton />
    </MooringTestProvider>,
  )
  const button = await screen.findByRole('button', { name: 'Re-authorize' })
  expect(button.isConnected).toBe(true)
})
