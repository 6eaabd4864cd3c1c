// A language whose words can't be had, or take too long.
import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { ConnectButton, ConnectionStatus } from '../src/index.ts'
import { FakeAdapter } from './fake-adapter.ts'
import { renderInProvider } from './render-in-provider.tsx'

vi.mock('../src/messages/de/de.ts', () => {
  throw new Error('The module is not there.')
})
vi.mock('../src/messages/fr/fr.ts', () => new Promise(() => {}))

it.each([
  ['lost', 'de-CH'],
  ['late', 'fr'],
])('is spoken for in English where its words are %s', async (_, locale) => {
  const page = (
    <>
      <ConnectionStatus />
      <ConnectButton connectionId={null} />
    </>
  )
  renderInProvider(new FakeAdapter(), page, { locale })
  expect(await screen.findByText('Connected to Harbor Tea Co.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Connect to QuickBooks' })).toBeVisible()
})
