// Laws of all components that hang on React, on 18 and on 19: what they take, the server, hydration, a clean end.
import {
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  STATUS_ROWS,
} from '@mooring/contract/fixtures'
import { render as hydrate, screen, waitFor } from '@testing-library/react'
import { createRef, type ReactNode, type Ref, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import * as ui from '../../src/index.ts'
import { renderInProvider } from '../render-in-provider.tsx'
import { TestAdapter } from '../test-adapter.ts'
import { components, settled } from './components.tsx'
import { watchForRemains } from './remains.ts'

const adapterWith = (list: readonly ReturnType<typeof connectionFixture>[]) =>
  new TestAdapter({ list: connectionListFixture([...list]) })

const page = (adapter: TestAdapter, children: ReactNode) => (
  <StrictMode>
    <ui.QuickBooksProvider
      basePath="/api/quickbooks"
      fetch={adapter.fetch}
      locale="en"
      now={() => Date.parse(FIXTURE_NOW)}
    >
      {children}
    </ui.QuickBooksProvider>
  </StrictMode>
)

describe.each(Object.entries(components))('%s', (_, { list, render }) => {
  it('takes a ref, a class name and own attributes', async () => {
    const ref = createRef<HTMLElement>()
    const own = { ref: ref as Ref<never>, className: 'of-host', 'data-host': 'row' }
    renderInProvider(adapterWith(list), render(own))
    const root = await settled()
    expect(root).toHaveClass('mooring', 'of-host')
    expect(ref.current).toBe(root)
  })

  it('comes from a server without style, and is taken up in a browser without a word', async () => {
    const adapter = adapterWith(list)
    const html = renderToString(page(adapter, render({ 'data-host': 'row' })))
    expect(html).not.toMatch(/style=|undefined|\[object/)
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = html
    const errors: unknown[] = []
    const onRecoverableError = (error: unknown) => errors.push(error)
    hydrate(page(adapter, render({ 'data-host': 'row' })), {
      ...{ container, hydrate: true, onRecoverableError },
    })
    await settled()
    expect(errors).toEqual([])
  })
})

/** Those that show the state of one connection. */
const telling: Record<string, ReactNode> = {
  ConnectionStatus: <ui.ConnectionStatus data-host="row" />,
  IntegrationTile: <ui.IntegrationTile data-host="row" />,
  ReauthorizeMenu: <ui.ReauthorizeMenu data-host="row" />,
}

describe.each(Object.entries(telling))('%s', (_, shown) => {
  it('has every status on its element', async () => {
    const adapter = adapterWith([connectionFixture()])
    renderInProvider(adapter, shown)
    await settled()
    await waitFor(() => expect(adapter.events.current).toBe(1))
    for (const [status, reason] of STATUS_ROWS) {
      adapter.put(connectionFixture(status, reason))
      await waitFor(async () => expect(await settled()).toHaveAttribute('data-status', status))
    }
  })
})

describe('a page with everything', () => {
  it('leaves nothing behind: no timer, no listener, no stream, no element', async () => {
    const remains = watchForRemains()
    const all = Object.entries(components).map(([name, { render }]) => <div key={name}>{render({})}</div>)
    const adapter = adapterWith([connectionFixture()])
    const { unmount } = renderInProvider(adapter, all)
    await screen.findAllByRole('alertdialog')
    await waitFor(() => expect(adapter.events.current).toBe(1))
    expect(remains.list()).not.toEqual([])
    unmount()
    await waitFor(() => expect(adapter.events.current).toBe(0))
    await waitFor(() => expect(remains.list()).toEqual([]))
    expect(document.body.querySelector('.mooring')).toBeNull()
    remains.restore()
  })
})

describe('the package', () => {
  it('has these names, each on purpose', () => {
    const hooks = ['Authorize', 'Connection', 'Connections', 'Disconnect', 'Health', 'History', 'Readiness']
    const expected = [
      ...Object.keys(components),
      ...['QuickBooksProvider', 'useSyncGate', 'linkToStep'],
      ...hooks.map((name) => `use${name}`),
    ]
    expect(Object.keys(ui).sort()).toEqual(expected.sort())
  })

  it('says what to do outside a provider', () => {
    expect(() => renderToString(<ui.ConnectButton />)).toThrow('inside <QuickBooksProvider')
  })
})
