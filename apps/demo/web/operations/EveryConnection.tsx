// All tenants' connections, by status, page by page.
import { STATUSES, type Status } from '@mooring/contract'
import { useState } from 'react'
import { Notice } from '../frame/Notice.tsx'
import { Section } from '../frame/Page.tsx'
import { STATUS_WORDS, sayMoment } from '../words.ts'
import { type AnyConnection, useEveryConnection } from './operations.ts'

/** The pages gone through, by their cursors; the last one is shown. */
type Way = readonly (string | null)[]

const START: Way = [null]

const Row = ({ tenantId, company, status, reason, proof }: AnyConnection) => (
  <tr>
    <td>{company.name ?? `•••• ${company.realmIdLast4}`}</td>
    <td>{tenantId}</td>
    <td>
      {STATUS_WORDS[status]}
      {reason && <small> {reason}</small>}
    </td>
    <td>{proof ? sayMoment(proof.at) : '–'}</td>
  </tr>
)

function Filter({ status, choose }: { status: Status | ''; choose(status: Status | ''): void }) {
  return (
    <label className="field">
      Show connections
      <select value={status} onChange={({ target }) => choose(target.value as Status | '')}>
        <option value="">of every status</option>
        {STATUSES.map((one) => (
          <option key={one} value={one}>
            {STATUS_WORDS[one]}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A table with a filter, fifty rows at a time. */
export function EveryConnection() {
  const [status, setStatus] = useState<Status | ''>('')
  const [way, setWay] = useState(START)
  const { data, error } = useEveryConnection(status, way.at(-1) ?? null)
  const next = data?.nextCursor ?? null
  const choose = (chosen: Status | '') => {
    setStatus(chosen)
    setWay(START)
  }
  return (
    <Section title="Every connection">
      <div className="card sync">
        <Filter status={status} choose={choose} />
        <table className="listing" aria-label="Every connection">
          <thead>
            <tr>
              <th scope="col">Company</th>
              <th scope="col">Tenant</th>
              <th scope="col">Status</th>
              <th scope="col">Last proof</th>
            </tr>
          </thead>
          <tbody>
            {data?.connections.map((connection) => (
              <Row key={connection.id} {...connection} />
            ))}
          </tbody>
        </table>
        {data?.connections.length === 0 && <p className="note">No connection is like that.</p>}
        <Notice error={error} />
        <div className="row">
          <button
            type="button"
            className="plain"
            disabled={way.length === 1}
            onClick={() => setWay(way.slice(0, -1))}
          >
            Previous page
          </button>
          <button
            type="button"
            className="plain"
            disabled={next === null}
            onClick={() => setWay([...way, next])}
          >
            Next page
          </button>
        </div>
      </div>
    </Section>
  )
}
