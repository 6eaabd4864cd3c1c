// The ways in which a connection breaks in real life, each by its name.
import { Section } from '../frame/Page.tsx'
import type { Change, Make, SimulatorState } from './simulator.ts'

const DAY = 86_400_000

interface Break {
  readonly name: string
  readonly effect: string
  readonly change: Change
}

const OF_ALL: readonly Break[] = [
  {
    name: 'Jump 101 days, unused',
    effect: 'As if Harborline had been switched off: an authorization that is not used for so long ends.',
    change: { path: '/clock', body: { advanceMs: 101 * DAY } },
  },
  {
    name: 'Jump 5 years, with use in between',
    effect: 'Mooring renews the authorization all the time; after five years it ends in any case.',
    change: { path: '/clock/in-use', body: { advanceMs: (5 * 365 + 1) * DAY } },
  },
]

const ofOne = (realmId: string): readonly Break[] => [
  {
    name: 'Revoke the authorization',
    effect:
      'It ends at Intuit and no one is notified. Harborline uses it at once, and Mooring asks a second time before it believes the refusal: the clock jumps two minutes for that.',
    change: { path: `/companies/${realmId}/revoke` },
  },
  {
    name: 'Take the admin role away',
    effect:
      'The person who authorized is no admin of the company any more. It is given back below, under “Admins”.',
    change: { path: `/companies/${realmId}/take-admin` },
  },
]

function BreakRow({ name, effect, change, of, make }: Break & { of?: string; make: Make }) {
  return (
    <li className="break">
      <button
        type="button"
        className="plain"
        aria-label={of ? `${name}: ${of}` : name}
        onClick={() => make(change)}
      >
        {name}
      </button>
      <small>{effect}</small>
    </li>
  )
}

/** What breaks all connections, and what breaks the one of a company that is authorized. */
export function Breaks({ state, make }: { state: SimulatorState; make: Make }) {
  const { companies, grants } = state
  const live = companies.filter(({ realmId }) =>
    grants.some((grant) => grant.live && grant.realmId === realmId),
  )
  return (
    <Section
      title="Break a connection"
      note={
        live.length === 0 ? 'No company is connected yet: connect one first, under Data Sources.' : undefined
      }
    >
      {live.map(({ realmId, name: of }) => (
        <ul key={realmId} className="card" aria-label={`Break ${of}`}>
          <li className="card-head">{of}</li>
          {ofOne(realmId).map((one) => (
            <BreakRow key={one.name} {...one} of={of} make={make} />
          ))}
        </ul>
      ))}
      <ul className="card" aria-label="Break every connection">
        <li className="card-head">Every company</li>
        {OF_ALL.map((one) => (
          <BreakRow key={one.name} {...one} make={make} />
        ))}
      </ul>
    </Section>
  )
}
