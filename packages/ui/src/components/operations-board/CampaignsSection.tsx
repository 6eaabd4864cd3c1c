'use client'
// Campaigns, how far each is, and their end.
import type { BoardCampaignProgress, BoardCampaigns } from '@mooring/contract'
import { type ReactElement, useId, useState } from 'react'
import { Button } from '../button/Button.tsx'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { useBoardFormats } from './board-times.ts'
import { Shown } from './Shown.tsx'
import { SureDialog } from './SureDialog.tsx'
import { useBoard, useBoardReading } from './useBoard.ts'

type Campaign = BoardCampaigns['campaigns'][number]

/** The newest ones, whose progress is read. */
const SHOWN = 10

export function CampaignsSection(): ReactElement {
  const { words } = useBoard()
  const reading = useBoardReading<BoardCampaigns>('/campaigns')
  const [shown, setShown] = useState(SHOWN)
  const { answer } = reading
  return (
    <Shown reading={reading} lines={12}>
      {answer?.campaigns.length === 0 && (
        <p className="mooring-muted">
          {words.campaignsNone} {words.campaignsHow}
        </p>
      )}
      {answer?.campaigns.slice(0, shown).map((campaign) => (
        <CampaignCard key={campaign.id} campaign={campaign} />
      ))}
      {answer && answer.campaigns.length > shown && (
        <Button onClick={() => setShown(shown + SHOWN)}>{words.more}</Button>
      )}
    </Shown>
  )
}

function CampaignCard({ campaign }: { campaign: Campaign }): ReactElement {
  const { words } = useBoard()
  const { day } = useBoardFormats()
  const [isAsking, setAsking] = useState(false)
  const title = useId()
  const { id, why, text, deadline, endedAt } = campaign
  const path = `/campaigns/${encodeURIComponent(id)}`
  const reading = useBoardReading<BoardCampaignProgress>(path)
  return (
    <article className="mooring-board-card" aria-labelledby={title} data-campaign={id}>
      <div className="mooring-row">
        <div className="mooring-status-text">
          <h3 id={title} className="mooring-board-title">
            <bdi>{id}</bdi>
          </h3>
          <span className="mooring-detail">
            {words.campaignWhys[why]} · {endedAt ? words.ended(day(endedAt)) : words.until(day(deadline))}
          </span>
          {text && <p>{text}</p>}
        </div>
        {endedAt === null && (
          <Button aria-describedby={title} onClick={() => setAsking(true)}>
            {words.end}
          </Button>
        )}
      </div>
      <Shown reading={reading} lines={4}>
        {reading.answer && <Progress progress={reading.answer} />}
      </Shown>
      {isAsking && (
        <SureDialog
          title={words.endTitle}
          description={
            <>
              <bdi>{id}</bdi>: {words.endWhat}
            </>
          }
          yes={words.end}
          path={`${path}/end`}
          done={words.endedNow}
          onClose={() => setAsking(false)}
        />
      )}
    </article>
  )
}

function Progress({ progress }: { progress: BoardCampaignProgress }): ReactElement {
  const { words } = useBoard()
  const { number, day } = useBoardFormats()
  const { selected, waiting, asked, done, gone, byDay } = progress
  const label = words.done
  const rows: [string, number][] = [
    [words.selected, selected],
    [words.waiting, waiting],
    [words.asked, asked],
    [words.done, done],
    [words.gone, gone],
  ]
  return (
    <>
      <ProgressBar progress={{ completed: done, total: selected, label }} label={label} />
      <dl className="mooring-board-facts">
        {rows.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      {byDay.length > 0 && (
        <details>
          <summary className="mooring-more">{words.byDay}</summary>
          <table className="mooring-board-table">
            <thead>
              <tr>
                <th scope="col">{words.day}</th>
                <th scope="col">{words.asked}</th>
                <th scope="col">{words.done}</th>
              </tr>
            </thead>
            <tbody>
              {byDay.map((one) => (
                <tr key={one.date}>
                  <th scope="row">{day(`${one.date}T12:00:00Z`)}</th>
                  <td>{number(one.asked)}</td>
                  <td>{number(one.done)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  )
}
