// A switch that makes a queue of events stop, to try out what the board says and does then.
import { Notice } from '../frame/Notice.tsx'
import { Section } from '../frame/Page.tsx'
import { useOperatorWork, useRefusal } from './operations.ts'

/** Whether Harborline takes its events. */
export function Refusal() {
  const { data, error } = useRefusal()
  const { mutate, error: refused } = useOperatorWork()
  return (
    <Section
      title="Try out a stopped queue"
      note="An event that Harborline refuses twenty times stops the later ones of its connection. On the simulator’s page, jump an hour twenty times; then see “Queues” above."
    >
      <label className="card check">
        <input
          type="checkbox"
          checked={data?.isRefusing ?? false}
          onChange={({ target }) => mutate({ path: '/refusal', body: { isOn: target.checked } })}
        />
        Harborline refuses every event
      </label>
      <Notice error={error ?? refused} />
    </Section>
  )
}
