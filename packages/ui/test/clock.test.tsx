// The host's clock: a jump of it is felt at once, by what is shown and by what comes later.
import { connectionFixture, connectionListFixture, FIXTURE_NOW } from '@mooring/contract/fixtures'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { ConnectionStatus, QuickBooksProvider } from '../src/index.ts'
import { TestAdapter } from './test-adapter.ts'

const NOW = Date.parse(FIXTURE_NOW)
const DAY = 86_400_000

function Host({ adapter }: { adapter: TestAdapter }) {
  const [days, setDays] = useState(0)
  const [isShown, setShown] = useState(true)
  return (
    <QuickBooksProvider basePath="/api/quickbooks" fetch={adapter.fetch} now={() => NOW + days * DAY}>
      <button type="button" onClick={() => setDays(3)}>
        Jump
      </button>
      <button type="button" onClick={() => setShown(!isShown)}>
        Hide or show
      </button>
      {isShown && <ConnectionStatus />}
    </QuickBooksProvider>
  )
}

const press = async (name: string) => await userEvent.click(screen.getByRole('button', { name }))

it('is followed when it jumps, without a wait', async () => {
  render(<Host adapter={new TestAdapter({ list: connectionListFixture([connectionFixture()]) })} />)
  await screen.findByText(/Last checked \d+ minutes ago/)
  await press('Jump')
  await waitFor(() => expect(screen.getByText(/Last checked 3 days ago/)).toBeVisible())
})

it('is followed when it jumps while nothing is shown', async () => {
  render(<Host adapter={new TestAdapter({ list: connectionListFixture([connectionFixture()]) })} />)
  await screen.findByText(/Last checked \d+ minutes ago/)
  await press('Hide or show')
  await press('Jump')
  await press('Hide or show')
  await waitFor(() => expect(screen.getByText(/Last checked 3 days ago/)).toBeVisible())
})
