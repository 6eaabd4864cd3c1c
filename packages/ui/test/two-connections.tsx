// Two connections of a tenant, and a component that is given first the one, then the other.
import type { Connection } from '@mooring/contract'
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { expect } from 'vitest'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

export const ALDER = 'con_alder'
export const BIRCH = 'con_birch'
export const CAN = { reauthorize: true, disconnect: true, confirm: true, audit: true }
const NAMES = { [ALDER]: 'Alder Books', [BIRCH]: 'Birch Bikes' }

type State = Parameters<typeof connectionFixture>
/** Two connections in the same state. */
export const bothIn = (status?: State[0], reason?: State[1], more: Partial<Connection> = {}): Connection[] =>
  Object.entries(NAMES).map(([id, name], at) =>
    connectionFixture(status, reason, {
      ...{ id, can: CAN, ...more },
      company: { realmId: null, realmIdLast4: `000${at}`, name, country: 'US' },
    }),
  )
export const broken = bothIn('reauthorization_required', 'revoked')

export const adapterOf = (connections: Connection[]) =>
  new TestAdapter({ list: connectionListFixture(connections) })
export const press = async (name: string | RegExp) =>
  await userEvent.click(await screen.findByRole('button', { name }))
export const choose = async (name: string) => {
  await press('QuickBooks connection actions')
  await userEvent.click(await screen.findByRole('menuitem', { name }))
}
/** Where the component of a test is. */
export const spot = () => screen.getByTestId('spot')
export const at = (ui: ReactElement) => <div data-testid="spot">{ui}</div>

/** What is said and filled in, without what is said once on a page and what the page says, which may be near the focus. */
function said(where = spot()): string {
  const copy = where.cloneNode(true) as HTMLElement
  for (const other of copy.querySelectorAll('.mooring-guide, .mooring-page-flow')) other.remove()
  const fields = [...where.querySelectorAll<HTMLInputElement>('input, select, textarea')]
  const opened = where.querySelectorAll('details[open]').length
  return [copy.textContent, ...fields.map(({ value }) => value), opened].join('\n')
}

/** That it says what it says on a page that is opened at this connection. */
export async function expectAsAtFirst(adapter: TestAdapter, ui: ReactElement): Promise<void> {
  const { unmount } = renderInProvider(adapter, <div data-testid="first">{ui}</div>)
  const first = screen.getByTestId('first')
  await waitFor(() => expect(adapter.events.current).toBe(1))
  await waitFor(() => {
    expect(first.querySelector('.mooring-skeleton, [aria-busy="true"]')).toBeNull()
    expect(said()).toBe(said(first))
  })
  unmount()
}
