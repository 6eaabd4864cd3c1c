// Campaigns: every company is asked for a new authorization by a day; who must act, in what waves, and how far it is.
import { Notice } from '../frame/Notice.tsx'
import { Section } from '../frame/Page.tsx'
import { sayDay, sayNumber } from '../words.ts'
import { MustAct } from './MustAct.tsx'
import { NewCampaign } from './NewCampaign.tsx'
import { type Campaign, useCampaigns, useOperatorWork } from './operations.ts'

const stateOf = ({ waiting, asked, done, gone }: Campaign): string =>
  [
    `${sayNumber(done)} authorized anew`,
    `${sayNumber(asked)} asked`,
    waiting > 0 && `${sayNumber(waiting)} not asked yet`,
    gone > 0 && `${sayNumber(gone)} disconnected`,
  ]
    .filter(Boolean)
    .join(', ')

/** The waves in which it went so far. */
function Waves({ campaign: { id, byDay, perDay } }: { campaign: Campaign }) {
  if (byDay.length === 0) return null
  return (
    <details>
      <summary>
        By day, {perDay === null ? 'all asked at once' : `at most ${sayNumber(perDay)} asked a day`}
      </summary>
      <table className="listing" aria-label={`${id} by day`}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Asked</th>
            <th scope="col">Authorized anew</th>
          </tr>
        </thead>
        <tbody>
          {byDay.map(({ date, asked, done }) => (
            <tr key={date}>
              <td>{sayDay(`${date}T12:00:00Z`)}</td>
              <td>{sayNumber(asked)}</td>
              <td>{sayNumber(done)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

interface CampaignRowProps {
  campaign: Campaign
  isBusy: boolean
  end(): void
}

function CampaignRow({ campaign, isBusy, end }: CampaignRowProps) {
  const { id, startedAt, deadline, ended, endedAt, selected, done, gone } = campaign
  const most = selected - gone
  return (
    <li className="split">
      <div className="campaign">
        <strong>{id}</strong>
        <small>
          {ended
            ? `From ${sayDay(startedAt)} to ${sayDay(endedAt)}`
            : `Begun ${sayDay(startedAt)}, due ${sayDay(deadline)}`}
        </small>
        <progress aria-label={`Authorized anew in ${id}`} max={Math.max(most, 1)} value={done} />
        <small>{selected === 0 ? 'Nobody was connected.' : stateOf(campaign)}</small>
        <Waves campaign={campaign} />
      </div>
      {!ended && (
        <button type="button" className="plain" disabled={isBusy} onClick={end} aria-label={`End ${id}`}>
          End it
        </button>
      )}
    </li>
  )
}

/** Starts one for all, shows how far each is, and ends it. */
export function Campaigns() {
  const { data, error } = useCampaigns()
  const { mutate, isPending, error: refused } = useOperatorWork()
  const campaigns = data?.campaigns ?? []
  const isOn = campaigns.some(({ ended }) => !ended)
  return (
    <Section
      title="Campaigns"
      note="Every company that is connected is asked for a new authorization by a day. Until then nothing stops. After it, a company that has not done so is paused until it does; nothing is lost. Ended early, whoever was still asked is asked no more."
    >
      {campaigns.length > 0 && (
        <ul className="card" aria-label="Campaigns">
          {campaigns.map((campaign) => (
            <CampaignRow
              key={campaign.id}
              campaign={campaign}
              isBusy={isPending}
              end={() => mutate({ path: '/campaigns/end', body: { id: campaign.id } })}
            />
          ))}
        </ul>
      )}
      {isOn ? (
        <MustAct />
      ) : (
        <NewCampaign
          isBusy={!data || isPending}
          start={(wish) => mutate({ path: '/campaigns', body: wish })}
        />
      )}
      <Notice error={error ?? refused} />
    </Section>
  )
}
