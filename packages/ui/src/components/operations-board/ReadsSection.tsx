'use client'
// The month's reads of companies: how many, of how many, how many there will be, and what waits for the next month.
import type { BoardQuota } from '@mooring/contract'
import type { BoardWords } from '@mooring/messages/board-words'
import type { ReactElement } from 'react'
import type { IconName } from '../../provider/slots.ts'
import type { Tone } from '../icon/Mark.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { useBoardFormats } from './board-times.ts'
import { Shown } from './Shown.tsx'
import { EVERY_MS, useBoard, useBoardReading } from './useBoard.ts'

/** Counts are stored every few seconds, and a month is long. */
const READ_EVERY_MS = 4 * EVERY_MS

export function ReadsSection(): ReactElement {
  const { words } = useBoard()
  const reading = useBoardReading<BoardQuota>('/quota', READ_EVERY_MS)
  const { answer } = reading
  return (
    <Shown reading={reading} lines={14}>
      {answer && (
        <>
          <Verdict {...answer} />
          <Month {...answer} />
          {answer.used > 0 && (
            <div className="mooring-board-figures">
              <Purposes {...answer} />
              <Tenants {...answer} />
            </div>
          )}
          <p className="mooring-muted">{answer.used > 0 ? words.readsWhat : words.readsNone}</p>
        </>
      )}
    </Shown>
  )
}

interface Sign {
  readonly tone: Tone
  readonly icon: IconName
  readonly headline: string
}

function signOf({ state, readsPerMonth, foreseen }: BoardQuota, words: BoardWords): Sign {
  if (state === 'over') return { tone: 'warn', icon: 'pause', headline: words.readsOver }
  if (readsPerMonth === null) return { tone: 'off', icon: 'question', headline: words.readsNoPlan }
  if (state === 'near') return { tone: 'warn', icon: 'clock', headline: words.readsNear }
  if (foreseen !== null && foreseen > readsPerMonth)
    return { tone: 'warn', icon: 'clock', headline: words.readsLikelyOver }
  return { tone: 'good', icon: 'check', headline: words.readsWithin }
}

function Verdict(quota: BoardQuota): ReactElement {
  const { words } = useBoard()
  const { moment, utcDay } = useBoardFormats()
  const { state, readsPerMonth, spentAt, pausedUntil } = quota
  const follows =
    pausedUntil === null ? state === 'over' && words.readsGoOn : words.readsPaused(utcDay(pausedUntil))
  const said = [
    spentAt !== null && words.readsSpent(moment(spentAt)),
    follows,
    state !== 'over' && readsPerMonth === null && words.readsNoPlanWhat,
  ]
  return <PanelHead {...signOf(quota, words)} detail={said.filter(Boolean).join(' ')} />
}

function Month({ used, readsPerMonth, foreseen, resetsAt }: BoardQuota): ReactElement {
  const { words } = useBoard()
  const { number, utcDay } = useBoardFormats()
  const label = words.readsSoFar
  const rows: [string, string][] = [
    [label, number(used)],
    [words.readsPlan, readsPerMonth === null ? '–' : number(readsPerMonth)],
    [words.readsForeseen, foreseen === null ? words.readsForeseenLater : number(foreseen)],
    [words.readsAnew, utcDay(resetsAt)],
  ]
  return (
    <>
      {readsPerMonth !== null && (
        <ProgressBar
          progress={{ completed: Math.min(used, readsPerMonth), total: readsPerMonth, label }}
          label={label}
        />
      )}
      <dl className="mooring-board-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** Most reads first; what had none is left out. */
function Purposes({ byPurpose }: BoardQuota): ReactElement {
  const { words } = useBoard()
  const { number } = useBoardFormats()
  const purposes = (Object.entries(byPurpose) as [keyof BoardQuota['byPurpose'], number][])
    .filter(([, reads]) => reads > 0)
    .sort(([, one], [, other]) => other - one)
  return (
    <div>
      <h3 className="mooring-board-title">{words.readsFor}</h3>
      <dl className="mooring-board-facts">
        {purposes.map(([purpose, reads]) => (
          <div key={purpose}>
            <dt>{words.purposes[purpose]}</dt>
            <dd>{number(reads)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Tenants({ tenants }: BoardQuota): ReactElement | null {
  const { words, choose } = useBoard()
  const { number } = useBoardFormats()
  if (tenants.rows.length === 0) return null
  return (
    <div>
      <h3 className="mooring-board-title">{words.readsByTenant}</h3>
      <ul className="mooring-board-facts">
        {tenants.rows.map(({ tenantId, reads }) => (
          <li key={tenantId}>
            <button
              type="button"
              className="mooring-link mooring-board-reason"
              onClick={() => choose({ section: 'connections', tenant: tenantId })}
            >
              <bdi>{tenantId}</bdi>
            </button>
            <span>{number(reads)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
