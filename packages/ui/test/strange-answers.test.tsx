// What is between page and adapter, or comes from the host, may be silent, loud or someone else.
import { problemFixture } from '@mooring/contract/fixtures'
import { QueryClient } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { ConnectionNotifications, ConnectionStatus } from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const never = () => new Promise<never>(() => {})

describe('the list', () => {
  it.each([
    ['an empty object', '{}'],
    ['another server’s', '{"message":"Sign in"}'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a word', '"ok"'],
    ['a page', '<!doctype html>'],
    ['nothing', ''],
  ])('is not taken from an answer that is %s', async (_, body) => {
    renderInProvider(new TestAdapter(), <ConnectionStatus />, { fetch: async () => new Response(body) })
    expect(await screen.findByRole('alert')).toHaveTextContent('an answer that cannot be read')
  })
})

describe('the host’s own', () => {
  it.each<[string, () => Promise<Response>]>([
    [
      'throws',
      () => {
        throw new Error('Not set up.')
      },
    ],
    ['rejects', () => Promise.reject(new Error('Not now.'))],
  ])('fetch that %s is handled like a server out of reach', async (_, fetch) => {
    renderInProvider(new TestAdapter(), <ConnectionStatus />, { fetch })
    expect(await screen.findByRole('alert')).toHaveTextContent('cannot be reached')
  })

  it.each([
    ['fetch', { fetch: never }],
    ['headers', { headers: never }],
  ])('%s that never come are waited for no longer than a deadline', async (_, props) => {
    const deadline = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal)
    renderInProvider(new TestAdapter(), <ConnectionStatus data-testid="status" />, props)
    await expect.poll(() => AbortSignal.timeout).toHaveBeenCalled()
    expect(screen.queryByRole('alert')).toBeNull()
    deadline.abort()
    expect(await screen.findByRole('alert')).toHaveTextContent('cannot be reached')
  })

  it('query client that throws at errors does not take the page down', async () => {
    const adapter = new TestAdapter()
    adapter.instead.set('GET /connections', problemFixture('store_unavailable'))
    const queryClient = new QueryClient({ defaultOptions: { queries: { throwOnError: true } } })
    renderInProvider(adapter, <ConnectionStatus />, { queryClient })
    await screen.findByRole('alert')
  })
})

it('the tray does not call fine what it could not check', async () => {
  const adapter = new TestAdapter()
  adapter.instead.set('GET /connections', problemFixture('store_unavailable'))
  renderInProvider(adapter, <ConnectionNotifications />)
  const bell = await screen.findByRole('button', { name: 'QuickBooks notifications' })
  expect(bell).toHaveAccessibleDescription(/Loading/)
  await waitFor(() => expect(bell).toHaveAccessibleDescription(/store is not available/))
})
