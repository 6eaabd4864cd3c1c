// The companies at Intuit: who may authorize for them, what can befall them, and the buttons to disconnect from inside QuickBooks.
import { Section } from '../frame/Page.tsx'
import type { Make, SimulatorState } from './simulator.ts'

type Company = SimulatorState['companies'][number]

function Admins({ company, users, make }: { company: Company; users: SimulatorState['users']; make: Make }) {
  const { realmId } = company
  return (
    <fieldset className="row">
      <legend>
        <small>Admins</small>
      </legend>
      {users.map(({ id, name, adminOf }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={adminOf.includes(realmId)}
            onChange={({ target }) =>
              make({ path: `/users/${id}/admin`, body: { realmId, admin: target.checked } })
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}

function Misfortunes({ company, make }: { company: Company; make: Make }) {
  const { realmId, subscription, locked } = company
  const change = (body: object) => make({ path: `/companies/${realmId}`, body })
  return (
    <fieldset className="row">
      <legend>
        <small>State</small>
      </legend>
      <label className="check">
        <input
          type="checkbox"
          checked={subscription === 'ended'}
          onChange={({ target }) => change({ subscription: target.checked ? 'ended' : 'active' })}
        />
        Subscription ended
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={locked}
          onChange={({ target }) => change({ locked: target.checked })}
        />
        Locked
      </label>
    </fieldset>
  )
}

/** Ends every grant of the company, as its user does under Apps; QuickBooks then sends the browser to the Disconnect URL. */
function DisconnectButtons({ company, isLive, make }: { company: Company; isLive: boolean; make: Make }) {
  const { name, realmId } = company
  const end = { path: `/companies/${realmId}/disconnect` }
  const leave = () => {
    // Opened inside the click; where windows are blocked, this one is sent there, as QuickBooks itself does.
    const tab = window.open('', 'harborline-at-quickbooks')
    make(end, ({ disconnectUrl }) => {
      if (typeof disconnectUrl === 'string') (tab ?? window).location.assign(disconnectUrl)
    })
  }
  return (
    <div className="row">
      <button
        type="button"
        className="plain"
        aria-label={`Disconnect inside QuickBooks: ${name}`}
        disabled={!isLive}
        onClick={leave}
      >
        Disconnect inside QuickBooks
      </button>
      <button
        type="button"
        className="plain"
        aria-label={`Disconnect inside QuickBooks and close the window: ${name}`}
        disabled={!isLive}
        onClick={() => make(end)}
      >
        … and close the window at once
      </button>
      <a
        className="outside"
        href="/api/quickbooks/reconnect"
        target="_blank"
        rel="noopener"
        aria-label={`Open the Reconnect URL: ${name}`}
      >
        Reconnect URL
      </a>
      <a
        className="outside"
        href={`/api/quickbooks/disconnected?realmId=${realmId}`}
        target="_blank"
        rel="noopener"
        aria-label={`Open the Disconnect URL: ${name}`}
      >
        Disconnect URL
      </a>
    </div>
  )
}

/** Every company, one below the other. */
export function Companies({ state, make }: { state: SimulatorState; make: Make }) {
  const { companies, users, grants } = state
  const isLive = (realmId: string) => grants.some((grant) => grant.realmId === realmId && grant.live)
  return (
    <Section title="Companies">
      <ul className="card">
        {companies.map((company) => (
          <li key={company.realmId} className="split">
            <div>
              <strong>{company.name}</strong>
              <small>
                {company.country}, •••• {company.realmId.slice(-4)}
                {isLive(company.realmId) && ', authorized for Harborline'}
              </small>
              <Admins company={company} users={users} make={make} />
              <Misfortunes company={company} make={make} />
            </div>
            <DisconnectButtons company={company} isLive={isLive(company.realmId)} make={make} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
