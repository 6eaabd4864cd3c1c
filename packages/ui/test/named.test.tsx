// A connection that the host names and that is not there, beside others that are.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import {
  ConnectButton,
  ConnectionStatus,
  DisconnectButton,
  IntegrationTile,
  ReauthorizeMenu,
  SyncProgress,
} from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const two = [connectionFixture(), connectionFixture('connected', null, { id: 'con_2' })]

it.each([
  ['one other', two.slice(0, 1)],
  ['two others', two],
])(
  'is shown as not connected beside %s, and offers nothing that would be refused',
  async (_, connections) => {
    const adapter = new TestAdapter({ list: connectionListFixture(connections) })
    const gone = { connectionId: 'con_gone' }
    renderInProvider(
      adapter,
      <>
        <ConnectionStatus {...gone} />
        <IntegrationTile {...gone} />
        <SyncProgress {...gone} />
        <ConnectButton {...gone} />
        <ReauthorizeMenu {...gone} />
        <DisconnectButton {...gone} />
      </>,
    )
    await waitFor(() => expect(screen.getAllByText('Not connected to QuickBooks.')).toHaveLength(3))
    expect(screen.queryByText(/companies/)).toBeNull()
    expect(screen.queryByRole('button')).toBeNull()
    expect(screen.queryByRole('switch')).toBeNull()
  },
)
