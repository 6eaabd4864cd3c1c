// Disconnecting without a component of the kit.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderInProvider } from '../../test/render-in-provider.tsx'
import { TestAdapter } from '../../test/test-adapter.ts'
import { useDisconnect } from './useDisconnect.ts'

function Leave() {
  const { disconnect, problem } = useDisconnect()
  return (
    <button type="button" onClick={() => void disconnect({ why: 'other' })}>
      {problem ? `${problem.code}: ${problem.detail}` : 'Leave'}
    </button>
  )
}

it('ends the only connection', async () => {
  const adapter = new TestAdapter()
  renderInProvider(adapter, <Leave />)
  await waitFor(() => expect(adapter.events.current).toBe(1))
  await userEvent.click(screen.getByRole('button'))
  await waitFor(() =>
    expect(adapter.posted('/connections/con_harbor/disconnect')).toEqual([{ why: 'other' }]),
  )
})

it('says that it knows not which, where there are several', async () => {
  const two = [connectionFixture(), connectionFixture('connected', null, { id: 'con_2' })]
  const adapter = new TestAdapter({ list: connectionListFixture(two) })
  renderInProvider(adapter, <Leave />)
  await waitFor(() => expect(adapter.events.current).toBe(1))
  await userEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(screen.getByRole('button')).toHaveTextContent('not_found: 2 companies.'))
})
