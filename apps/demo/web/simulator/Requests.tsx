// The last requests the simulator got, newest first.
import { Section } from '../frame/Page.tsx'
import { sayMoment } from '../words.ts'
import type { RecordedRequest } from './simulator.ts'

const SHOWN = 30

/** "9130355377388383" as "…8383": it is recognized, and the line stays short. */
const shorten = (path: string) => path.replaceAll(/\d{6,}(?=\d{4})/g, '…')

const Row = ({ at, method, path, status, fault, durationMs }: RecordedRequest) => (
  <tr>
    <td>{sayMoment(at)}</td>
    <td>
      <code>
        {method} {shorten(path)}
      </code>
      {fault && <small> {fault}</small>}
    </td>
    <td>{status ?? 'no answer'}</td>
    <td>{durationMs === null ? '–' : `${Math.round(durationMs)} ms`}</td>
  </tr>
)

/** What Mooring asked Intuit, without any secret. */
export function Requests({ requests }: { requests: readonly RecordedRequest[] }) {
  const newest = requests.toReversed().slice(0, SHOWN)
  return (
    <Section title="Requests" note="What Intuit was asked, newest first. Tokens and codes are never shown.">
      {newest.length === 0 ? (
        <p className="empty">No request yet.</p>
      ) : (
        <div className="card">
          <table className="requests">
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Request</th>
                <th scope="col">Answer</th>
                <th scope="col">Took</th>
              </tr>
            </thead>
            <tbody>
              {newest.map((request) => (
                <Row key={request.number} {...request} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
