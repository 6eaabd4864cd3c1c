// Scripted faults: Intuit down, slow, throttling, or refusing.
import { Section } from '../frame/Page.tsx'
import type { Make, SimulatorState } from './simulator.ts'

const SLOW_MS = 8000

const FAULTS: readonly { name: string; effect: string; fault: object }[] = [
  {
    name: 'Intuit is down',
    effect: 'Every call is answered with 503.',
    fault: { route: 'any', kind: 'html-503' },
  },
  {
    name: 'Intuit is slow',
    effect: 'Every call takes eight seconds.',
    fault: { route: 'any', kind: 'slow', ms: SLOW_MS },
  },
  {
    name: 'Intuit throttles',
    effect: 'Readings are answered with 429.',
    fault: { route: 'query', kind: 'xml-429' },
  },
  {
    name: 'Intuit refuses every refresh',
    effect: 'For three companies or more it is an incident: no one is asked to do anything.',
    fault: { route: 'token', grant: 'refresh_token', kind: 'invalid_grant' },
  },
  {
    name: 'The next authorization is denied',
    effect: 'The person is sent back without consent, once.',
    fault: { route: 'authorize', kind: 'redirect-error', times: 1 },
  },
  {
    name: 'The next refresh is lost',
    effect: 'The token is renewed, but the answer never arrives.',
    fault: { route: 'token', grant: 'refresh_token', kind: 'reset-after-rotation', times: 1 },
  },
]

function Active({ faults, make }: { faults: SimulatorState['faults']; make: Make }) {
  if (faults.length === 0) return <p className="note">No fault is on: Intuit works as it should.</p>
  return (
    <div className="split card">
      <p role="status">
        On now: {faults.map(({ kind, route, hits }) => `${kind} (${route}, hit ${hits} times)`).join('; ')}
      </p>
      <button type="button" className="plain" onClick={() => make({ path: '/faults/clear' })}>
        Lift every fault
      </button>
    </div>
  )
}

/** Which faults are on, and the ones that can be put on. */
export function Trouble({ faults, make }: { faults: SimulatorState['faults']; make: Make }) {
  return (
    <Section title="Faults">
      <Active faults={faults} make={make} />
      <ul className="card">
        {FAULTS.map(({ name, effect, fault }) => (
          <li key={name} className="split">
            <div>
              <strong>{name}</strong>
              <small>{effect}</small>
            </div>
            <button
              type="button"
              className="plain"
              aria-label={`Put on: ${name}`}
              onClick={() => make({ path: '/faults', body: fault })}
            >
              Put on
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
