// The dialogs as a host opens them: the question is always the one of the connection that is named.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { type ReactNode, useState } from 'react'
import { expect, it, vi } from 'vitest'
import { CompanyMismatchDialog, ConfirmCompanyDialog, DisconnectDialog } from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const closing = () => {}
const harbor = connectionFixture('connected', null, { reauthorizedAt: '2026-01-01T00:00:00Z' })
const northwind = connectionFixture('connected', null, {
  id: 'con_2',
  company: { realmId: null, realmIdLast4: '2', name: 'Northwind', country: 'US' },
})
const noRight = { can: { reauthorize: false, disconnect: false, confirm: false, audit: false } }
const people = { disconnect: [{ displayName: 'Ada' }], connect: [{ displayName: 'Ada' }] }

/** A host that turns from one connection to the next while its dialog is open. */
function Turning({ dialog }: { dialog: (connectionId: string) => ReactNode }) {
  const [id, setId] = useState(harbor.id)
  return (
    <>
      <button type="button" onClick={() => setId(northwind.id)}>
        Turn
      </button>
      {dialog(id)}
    </>
  )
}

/** The dialog is modal: only a script reaches what is under it. */
const turn = () => fireEvent.click(screen.getByRole('button', { name: 'Turn', hidden: true }))

it('what was chosen for one company is not taken along to the next', async () => {
  const adapter = new TestAdapter({
    list: connectionListFixture([harbor, northwind]),
    impact: { stops: [], keeps: [], deletes: ['Invoices'], canDeleteData: true },
  })
  renderInProvider(
    adapter,
    <Turning
      dialog={(connectionId) => <DisconnectDialog open {...{ connectionId }} onOpenChange={closing} />}
    />,
  )
  await userEvent.click(await screen.findByRole('checkbox'))
  await userEvent.click(screen.getByRole('radio', { name: 'Something else' }))
  turn()
  await screen.findByText(/Northwind/)
  expect(await screen.findByRole('checkbox')).not.toBeChecked()
  expect(screen.queryByRole('radio', { checked: true })).toBeNull()
})

it('another connection that was re-authorized at another time is no answer', async () => {
  const adapter = new TestAdapter({ list: connectionListFixture([harbor, northwind]) })
  const onOpenChange = vi.fn()
  const problem = problemFixture('company_mismatch')
  renderInProvider(
    adapter,
    <Turning
      dialog={(connectionId) => <CompanyMismatchDialog open {...{ connectionId, problem, onOpenChange }} />}
    />,
  )
  await screen.findByRole('alertdialog')
  turn()
  await screen.findByRole('alertdialog')
  expect(onOpenChange).not.toHaveBeenCalled()
})

it('the host is notified that a question was answered by someone else', async () => {
  const adapter = new TestAdapter({
    list: connectionListFixture([connectionFixture('awaiting_confirmation')]),
  })
  const onOpenChange = vi.fn()
  renderInProvider(adapter, <ConfirmCompanyDialog open onOpenChange={onOpenChange} />)
  await screen.findByRole('alertdialog')
  await waitFor(() => expect(adapter.events.current).toBe(1))
  adapter.put(connectionFixture())
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(onOpenChange).toHaveBeenCalledWith(false)
})

it.each([
  [
    'disconnect',
    connectionFixture('connected', null, noRight),
    <DisconnectDialog key="d" open onOpenChange={closing} />,
  ],
  [
    'confirm',
    connectionFixture('awaiting_confirmation', null, noRight),
    <ConfirmCompanyDialog key="c" open onOpenChange={closing} />,
  ],
])('who may not %s reads who may, and has one way out', async (_, connection, dialog) => {
  const list = connectionListFixture([connection], { can: { connect: false }, whoCan: people })
  renderInProvider(new TestAdapter({ list }), dialog)
  const shown = within(await screen.findByRole('alertdialog'))
  await shown.findByText('Ada')
  expect(shown.getAllByRole('button')).toHaveLength(1)
})
