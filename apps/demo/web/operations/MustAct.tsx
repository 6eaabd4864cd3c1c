// Who must act while a campaign is on: the companies that were asked, the ones past their day first.
import type { Status } from '@mooring/contract'
import { sayDay } from '../words.ts'
import { useEveryConnection } from './operations.ts'

const ASKED = 'upgrade_required'

function useAsked(status: Status) {
  const { data } = useEveryConnection(status, null)
  return data?.connections.filter(({ reason }) => reason === ASKED) ?? []
}

/** The first of them; "Every connection" above has all. */
export function MustAct() {
  const late = useAsked('reauthorization_required')
  const asked = useAsked('expiring')
  if (late.length + asked.length === 0) return null
  return (
    <div className="card">
      <table className="listing" aria-label="Who must act">
        <thead>
          <tr>
            <th scope="col">Must act</th>
            <th scope="col">Tenant</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {[...late, ...asked].map(({ id, company, tenantId, expiry, status }) => (
            <tr key={id}>
              <td>{company.name ?? `•••• ${company.realmIdLast4}`}</td>
              <td>{tenantId}</td>
              <td>{status === 'expiring' ? sayDay(expiry.reauthorizeBy) : 'overdue, paused'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
