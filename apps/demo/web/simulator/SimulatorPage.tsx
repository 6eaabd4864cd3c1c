// The panel that drives the simulator: what happens at Intuit happens here.
import { Notice } from '../frame/Notice.tsx'
import { Page, Section } from '../frame/Page.tsx'
import { useSession } from '../session.ts'
import { sayMoment } from '../words.ts'
import { Breaks } from './Breaks.tsx'
import { Companies } from './Companies.tsx'
import { Instances } from './Instances.tsx'
import { Requests } from './Requests.tsx'
import { type Make, type SimulatorState, useChange, useSimulator } from './simulator.ts'
import { Trouble } from './Trouble.tsx'

type Rotation = SimulatorState['behaviours']['rotation']

const HOUR = 3_600_000
const DAY = 24 * HOUR

const JUMPS: readonly [string, number][] = [
  ['1 hour', HOUR],
  ['1 day', DAY],
  ['30 days', 30 * DAY],
]

const ROTATIONS: readonly [Rotation, string][] = [
  ['every-24h', 'Once a day; the old one ends at once'],
  ['grace-24h', 'Once a day; the old one works 24 hours longer'],
  ['strict', 'At every refresh; the old one ends at once'],
]

function Clock({ now, make }: { now: number; make: Make }) {
  return (
    <Section
      title="Clock"
      note="Jumps for Intuit and for Mooring alike. What is due at the new time is done at once."
    >
      <div className="card split">
        <strong>{sayMoment(now)}</strong>
        <div className="row">
          {JUMPS.map(([name, advanceMs]) => (
            <button
              key={name}
              type="button"
              className="plain"
              onClick={() => make({ path: '/clock', body: { advanceMs } })}
            >
              Jump {name}
            </button>
          ))}
        </div>
      </div>
    </Section>
  )
}

function RotationChoice({ rotation, make }: { rotation: Rotation; make: Make }) {
  return (
    <Section title="Refresh tokens">
      <label className="card field">
        A new value comes
        <select
          value={rotation}
          onChange={(event) => make({ path: '/behaviours', body: { rotation: event.target.value } })}
        >
          {ROTATIONS.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </Section>
  )
}

function Windows({ severOpener, make }: { severOpener: boolean; make: Make }) {
  return (
    <Section title="Windows">
      <label className="card check">
        <input
          type="checkbox"
          checked={severOpener}
          onChange={({ target }) => make({ path: '/behaviours', body: { severOpener: target.checked } })}
        />
        Intuit’s pages cut their window off from the one that opened it
      </label>
    </Section>
  )
}

function Panel({ state }: { state: SimulatorState }) {
  const { mutate, isPending, error } = useChange()
  const make: Make = (change, then) => mutate(change, { onSuccess: (answer) => then?.(answer) })
  return (
    <fieldset className="panel" disabled={isPending}>
      <legend className="hidden">Simulator</legend>
      <Notice error={error} />
      <Breaks state={state} make={make} />
      <Clock now={state.now} make={make} />
      <Companies state={state} make={make} />
      <Trouble faults={state.faults} make={make} />
      <RotationChoice rotation={state.behaviours.rotation} make={make} />
      <Windows severOpener={state.behaviours.severOpener} make={make} />
      <Requests requests={state.requests} />
      <Section
        title="Start over"
        note="Puts people, companies, the clock and every fault back. Tokens given so far are worth nothing then."
      >
        <div>
          <button type="button" className="plain" onClick={() => mutate({ path: '/reset' })}>
            Reset the simulator
          </button>
        </div>
      </Section>
    </fieldset>
  )
}

/** The page at `/simulator`. */
export function SimulatorPage() {
  const { data, error } = useSimulator()
  const instance = useSession().data?.instance
  return (
    <Page
      title="Simulator"
      lead="A stand-in for Intuit, running beside this demo. Here you decide what happens on its side."
    >
      {instance && <Instances answered={instance} />}
      {data ? <Panel state={data} /> : <Notice error={error} />}
    </Page>
  )
}
