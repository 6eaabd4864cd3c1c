// What an operator says of a new campaign: by when, and in what waves. How far it is, Mooring's board shows.
import { type FormEvent, useState } from 'react'
import { Notice } from '../frame/Notice.tsx'
import { Section } from '../frame/Page.tsx'
import { useOperatorWork } from './operations.ts'

const DAYS = [7, 30, 90]
const WAVES = [1, 100, 1000]

/** Days until the deadline, and how many are asked a day; null for all at once. */
interface CampaignWish {
  readonly days: number
  readonly perDay: number | null
}

/** Asks every company that is connected for a new authorization. */
export function NewCampaign({ onStarted }: { onStarted(): void }) {
  const { mutate, isPending, error } = useOperatorWork()
  return (
    <Section
      title="Ask for new authorizations"
      note="Every company that is connected is asked for a new authorization by a day. Until then nothing stops. After it, a company that has not done so is paused until it does; nothing is lost. Ended early, no one is asked any more."
    >
      <WishForm
        isBusy={isPending}
        start={(wish) => mutate({ path: '/campaigns', body: wish }, { onSuccess: onStarted })}
      />
      <Notice error={error} />
    </Section>
  )
}

interface WishFormProps {
  isBusy: boolean
  start(wish: CampaignWish): void
}

function WishForm({ isBusy, start }: WishFormProps) {
  const [wish, setWish] = useState<CampaignWish>({ days: 30, perDay: null })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(wish)
  }
  return (
    <form className="card sync" onSubmit={submit}>
      <div className="facts">
        <label className="field">
          To be done within
          <select
            value={wish.days}
            onChange={({ target }) => setWish({ ...wish, days: Number(target.value) })}
          >
            {DAYS.map((days) => (
              <option key={days} value={days}>
                {days} days
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          Asked a day
          <select
            value={wish.perDay ?? ''}
            onChange={({ target }) => setWish({ ...wish, perDay: Number(target.value) || null })}
          >
            <option value="">all at once</option>
            {WAVES.map((perDay) => (
              <option key={perDay} value={perDay}>
                at most {perDay}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div>
        <button type="submit" className="plain" disabled={isBusy}>
          Ask everyone to <span className="unbroken">re-authorize</span>
        </button>
      </div>
    </form>
  )
}
