// A language whose words can't be had, or take too long.

import { LANGUAGES } from '@mooring/messages/languages'
import { screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { ConnectButton, ConnectionStatus } from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

/** Longer than words are waited for. */
const LONG_MS = 5_000

function renderPage(locale: string) {
  const page = (
    <>
      <ConnectionStatus />
      <ConnectButton connectionId={null} />
    </>
  )
  renderInProvider(new TestAdapter(), page, { locale })
}

async function isInEnglish() {
  expect(await screen.findByText('Connected to Harbor Tea Co.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Connect to QuickBooks' })).toBeVisible()
}

it('is spoken for in English where its words are lost', async () => {
  vi.spyOn(LANGUAGES, 'get').mockReturnValue(() => Promise.reject(new Error('The module is not there.')))
  renderPage('de-CH')
  await isInEnglish()
})

it('is spoken for in English where its words are late', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const load = vi.fn(() => new Promise<never>(() => {}))
  vi.spyOn(LANGUAGES, 'get').mockReturnValue(load)
  renderPage('fr')
  await waitFor(() => expect(load).toHaveBeenCalled())
  expect(screen.queryByText('Connected to Harbor Tea Co.')).toBeNull()
  await vi.advanceTimersByTimeAsync(LONG_MS)
  await isInEnglish()
})
