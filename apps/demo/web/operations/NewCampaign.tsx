// What an operator says of a new campaign: by when, and in what waves.
import { type FormEvent, useState } from 'react'

/** Days until the deadline, and how many are asked a day; null for all at once. */
export interface CampaignWish {
  readonly days: number
  readonly perDay: number | null
}

const DAYS = [7, 30, 90]
const WAVES = [1, 100, 1000]

interface NewCampaignProps {
  isBusy: boolean
  start(wish: CampaignWish): void
}

/** A small form with one button. */
export function NewCampaign({ isBusy, start }: NewCampaignProps) {
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
