// A host's page with all of the kit on it, and what is measured of it.
import {
  connectionFixture,
  connectionListFixture,
  healthFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { atRest } from '../../../../.storybook/at-rest.ts'
import * as ui from '../../src/index.ts'
import { renderInProvider } from '../render-in-provider.tsx'
import { TestAdapter } from '../test-adapter.ts'

/** A week: in 90 days there is nothing more to see. */
const DAYS = 7
const closing = () => {}
const mismatch = problemFixture('company_mismatch', {
  expectedCompany: 'Harbor Tea Co.',
  authorizedCompany: 'Northwind',
})
const harbor = connectionFixture('connected', null, {
  can: { reauthorize: true, disconnect: true, confirm: true, audit: true },
  setup: { state: 'configuration_required', progress: null, error: null },
  sync: {
    ...connectionFixture().sync,
    state: 'running',
    progress: { completed: 4, total: 9, label: 'Invoices' },
  },
})
const revoked = connectionFixture('reauthorization_required', 'revoked', {
  can: { reauthorize: true, disconnect: false, confirm: true, audit: true },
  id: 'con_north',
  company: { realmId: null, realmIdLast4: '5678', name: 'Northwind Bakery', country: 'CA' },
})

const unconfirmed = connectionFixture('awaiting_confirmation', null, {
  can: harbor.can,
  id: 'con_wholesale',
  company: { realmId: null, realmIdLast4: '4321', name: 'Harbor Tea Wholesale', country: 'US' },
})

/** Elements of a host's own, as they stand anywhere on its page and in the kit's slots. */
function HostContent() {
  return (
    <div data-host="" style={{ blockSize: 200, overflow: 'auto' }}>
      <h3>Settings</h3>
      <p>
        A paragraph with <a href="#host">a page of its own</a>, <strong>weight</strong>,{' '}
        <small>small print</small> and <code>code</code>.
      </p>
      <ul>
        <li>One</li>
      </ul>
      <ol>
        <li>First</li>
      </ol>
      <dl>
        <dt>Term</dt>
        <dd>Its meaning</dd>
      </dl>
      <fieldset>
        <legend>Choices</legend>
        <label>
          Name <input defaultValue="4000" />
        </label>
        <input type="checkbox" aria-label="Yes" />
        <select aria-label="One of">
          <option>One</option>
        </select>
        <textarea aria-label="Words" />
        <button type="button">Save</button>
      </fieldset>
      <progress value={0.4} aria-label="So far" />
      <figure>
        <svg width="16" height="16" aria-hidden="true" />
        <figcaption>Picture</figcaption>
      </figure>
      <table>
        <tbody>
          <tr>
            <th scope="row">Head</th>
            <td>Cell</td>
          </tr>
        </tbody>
      </table>
      <details>
        <summary>More</summary>
        Here.
      </details>
    </div>
  )
}

/** Every part that stands on a page. */
function Parts() {
  const one = { connectionId: harbor.id }
  return (
    <main>
      <ui.ConnectButton connectionId={null} />
      <ui.ConnectionStatus {...one} variant="badge" />
      <ui.ConnectionStatus {...one} variant="card" />
      <ui.ConnectionStatus connectionId={revoked.id} />
      <ui.ConnectionBanner />
      <ui.ConnectionNotifications />
      <ui.DataSourceList />
      <ui.IntegrationTile {...one} description="Your books">
        <HostContent />
      </ui.IntegrationTile>
      <ui.SetupProgress {...one}>
        <HostContent />
      </ui.SetupProgress>
      <ui.SyncProgress {...one} />
      <ui.ReadinessChecklist {...one} />
      <ui.ConnectionHistory {...one} />
      <ui.WrittenRecords {...one} />
      <ui.ConnectionHealth {...one} days={DAYS} />
      <ui.SupportDetails {...one} />
      <ui.RequestReauthorization connectionId={revoked.id} />
      <ui.DisconnectButton {...one} />
      <ui.DisconnectGuide {...one}>
        <HostContent />
      </ui.DisconnectGuide>
      <section aria-label="The host's own">
        <HostContent />
      </section>
    </main>
  )
}

/** Every part that asks. */
function Dialogs() {
  const open = { connectionId: harbor.id, open: true, onOpenChange: closing }
  return (
    <>
      <ui.DisconnectDialog {...open} />
      <ui.ConfirmCompanyDialog {...open} connectionId={unconfirmed.id} />
      <ui.CompanyMismatchDialog {...open} problem={mismatch} />
    </>
  )
}

function openAdapter(connections = [harbor, revoked]): TestAdapter {
  const adapter = new TestAdapter({
    list: {
      ...connectionListFixture(connections),
      whoCan: { disconnect: [{ displayName: 'Ada', contact: 'ada@harbor.example' }] },
    },
    impact: { stops: ['Sync'], keeps: ['Invoices'], deletes: ['Mappings'], canDeleteData: true },
  })
  adapter.answers.set(`GET /connections/${harbor.id}/health`, () => healthFixture(DAYS))
  return adapter
}

/** Resolves once everything is there and at rest, all that can be unfolded unfolded. */
async function unfolded(): Promise<void> {
  await waitFor(() => {
    if (document.querySelector('.mooring-skeleton')) throw new Error('Something is still loading.')
  })
  for (const details of document.querySelectorAll('details')) details.open = true
  await waitFor(() => {
    const empty = document.querySelector('.mooring-guide:not([hidden], :has(li))')
    if (empty) throw new Error('What to know before the sign-in is not there yet.')
  })
  await atRest()
}

/** A host's page with all parts on it, tray and menu open. */
export async function showParts(): Promise<void> {
  renderInProvider(openAdapter(), <Parts />)
  await userEvent.click(await screen.findByRole('button', { name: /^QuickBooks notifications/ }))
  const [dots] = await screen.findAllByRole('button', { name: 'QuickBooks connection actions' })
  if (dots) await userEvent.click(dots)
  await screen.findByRole('menu')
  await unfolded()
}

/** All dialogs, one over the other. */
export async function showDialogs(): Promise<void> {
  renderInProvider(openAdapter([harbor, unconfirmed]), <Dialogs />)
  await screen.findByText('Mappings')
  await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
  await screen.findByRole('alertdialog', { name: 'You chose a different company' })
  await unfolded()
}
