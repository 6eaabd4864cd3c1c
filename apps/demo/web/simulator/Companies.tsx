// The companies at Intuit, who may authorize for them, and the door out from inside QuickBooks.
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
            </div>
            <button
              type="button"
              className="plain"
              aria-label={`Disconnect inside QuickBooks: ${company.name}`}
              disabled={!isLive(company.realmId)}
              onClick={() => make({ path: `/companies/${company.realmId}/disconnect` })}
            >
              Disconnect inside QuickBooks
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
