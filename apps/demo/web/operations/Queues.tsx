// Queues of events that stand still, and what can be done about them.
import { Notice } from '../frame/Notice.tsx'
import { Section } from '../frame/Page.tsx'
import { EVENT_WORDS, sayMoment } from '../words.ts'
import { type StalledQueue, useOperatorWork, useQueues } from './operations.ts'

type Work = ReturnType<typeof useOperatorWork>['mutate']

function Queue({ queue, work }: { queue: StalledQueue; work: Work }) {
  const { connectionId, tenantId, eventId, type, tries, stalledSince } = queue
  const words = Object.hasOwn(EVENT_WORDS, type) ? EVENT_WORDS[type as keyof typeof EVENT_WORDS] : type
  return (
    <li className="split">
      <div>
        <strong>{words}</strong>
        <small>
          {tenantId ?? 'No tenant'}, tried {tries} times, stalled since {sayMoment(stalledSince)}
        </small>
      </div>
      <div className="row">
        <button
          type="button"
          className="plain"
          onClick={() =>
            work({ path: '/queues/retry', body: { connectionId: connectionId ?? 'operations' } })
          }
        >
          Try again
        </button>
        <button
          type="button"
          className="plain"
          onClick={() => work({ path: '/queues/skip', body: { eventId } })}
        >
          Skip this event
        </button>
      </div>
    </li>
  )
}

/** What stands still; and a switch that makes it so, to try it out. */
export function Queues() {
  const { data, error } = useQueues()
  const { mutate, error: refused } = useOperatorWork()
  return (
    <Section
      title="Stalled queues"
      note="An event that Harborline refuses twenty times holds up the later ones of its connection until somebody acts."
    >
      {data?.queues.length === 0 && <p className="note">Every event is on its way.</p>}
      {data && data.queues.length > 0 && (
        <ul className="card">
          {data.queues.map((queue) => (
            <Queue key={queue.eventId} queue={queue} work={mutate} />
          ))}
        </ul>
      )}
      <label className="card check">
        <input
          type="checkbox"
          checked={data?.isRefusing ?? false}
          onChange={({ target }) => mutate({ path: '/refusal', body: { isOn: target.checked } })}
        />
        Harborline refuses every event, to try this out; on the simulator’s page, jump an hour twenty times
      </label>
      <Notice error={error ?? refused} />
    </Section>
  )
}
