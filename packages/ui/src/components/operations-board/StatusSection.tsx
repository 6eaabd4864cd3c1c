'use client'
// Whether everything works, how many connections are how, and what happened in the last day.
import { type BoardOverview, type OperationsHealth, STATUSES } from '@mooring/contract'
import { type ReactElement, type ReactNode, useState } from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { STATUS_MARKS } from '../connection-status/status-marks.ts'
import { Mark } from '../icon/Mark.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'
import { useBoardFormats } from './board-times.ts'
import { Shown } from './Shown.tsx'
import { SureDialog } from './SureDialog.tsx'
import { EVERY_MS, useBoard, useBoardReading } from './useBoard.ts'

export function StatusSection(): ReactElement {
  const reading = useBoardReading<BoardOverview>('', EVERY_MS)
  const { words } = useBoard()
  const { ago } = useBoardFormats()
  // It outlives the incident that it asks about, and is no part of what an alert reads out.
  const [isAsking, setAsking] = useState(false)
  const { answer, readAt, refetch } = reading
  const tools = (
    <div className="mooring-board-actions">
      <span className="mooring-muted">{words.asOf(ago(new Date(readAt).toISOString()))}</span>
      <Button onClick={refetch}>{words.refresh}</Button>
    </div>
  )
  const incident = answer?.health?.incident ?? null
  return (
    <>
      <Shown reading={reading} lines={14}>
        {answer && (
          <>
            {incident && <Incident since={incident.since} onEnd={() => setAsking(true)} />}
            {/* While there is an incident not everything is well, though the work gets done. */}
            {incident && answer.status.ready ? tools : <Verdict {...answer}>{tools}</Verdict>}
            {answer.health && <Counts health={answer.health} />}
            <Figures {...answer} />
          </>
        )}
      </Shown>
      {isAsking && (
        <SureDialog
          title={words.incidentEndTitle}
          description={words.incidentEndWhat}
          yes={words.incidentEnd}
          path="/incident/end"
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function Verdict({ status, children }: BoardOverview & { children: ReactNode }): ReactElement {
  const { words } = useBoard()
  const { length } = useBoardFormats()
  const { store, vault, jobs } = status.checks
  if (store === 'failed')
    return (
      <PanelHead tone="bad" icon="alert" headline={words.storeAway} detail={words.storeAwayWhat}>
        {children}
      </PanelHead>
    )
  if (vault === 'failed')
    return (
      <PanelHead tone="bad" icon="alert" headline={words.keysAway} detail={words.keysAwayWhat}>
        {children}
      </PanelHead>
    )
  if (!status.ready)
    return (
      <PanelHead
        tone="warn"
        icon="clock"
        headline={words.workWaits}
        detail={words.workWaitsFor(length(jobs.overdueMs ?? 0))}
      >
        {children}
      </PanelHead>
    )
  return (
    <PanelHead tone="good" icon="check" headline={words.working}>
      {children}
    </PanelHead>
  )
}

function Incident({ since, onEnd }: { since: string; onEnd: () => void }): ReactElement {
  const { words } = useBoard()
  const { ago } = useBoardFormats()
  return (
    <div role="alert">
      <PanelHead tone="warn" icon="alert" headline={words.incident(ago(since))} detail={words.incidentWhat}>
        <Button onClick={onEnd}>{words.incidentEnd}</Button>
      </PanelHead>
    </div>
  )
}

function Counts({ health }: { health: OperationsHealth }): ReactElement {
  const { words: shared } = useMooring()
  const { words, choose } = useBoard()
  const { number } = useBoardFormats()
  const reasons = Object.entries(health.reasons) as [keyof typeof health.reasons, number][]
  return (
    <div className="mooring-board-statuses">
      <h3 className="mooring-board-title">{words.byStatus}</h3>
      <ul className="mooring-board-counts">
        {STATUSES.map((status) => (
          <li key={status} data-tone={STATUS_MARKS[status].tone}>
            <button
              type="button"
              className="mooring-board-count"
              onClick={() => choose({ section: 'connections', status })}
            >
              <strong>{number(health.connections[status] ?? 0)}</strong> <Mark {...STATUS_MARKS[status]} />{' '}
              {shared.labels[status]}
            </button>
          </li>
        ))}
      </ul>
      {reasons.length > 0 && (
        <ul className="mooring-board-reasons">
          {reasons.map(([reason, count]) => (
            <li key={reason}>
              <button
                type="button"
                className="mooring-link mooring-board-reason"
                onClick={() => choose({ section: 'connections', reason })}
              >
                {messageOf(words.reasons, reason)} {number(count)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Figures({ status, health }: BoardOverview): ReactElement {
  const { words } = useBoard()
  const { ago, number, length } = useBoardFormats()
  const { jobs, intuit } = status.checks
  const agoOrNever = (at: string | null) => (at === null ? words.never : ago(at))
  const delay = health?.webhookDelayMs
  const lastDay: [string, string][] = health
    ? [
        [words.refreshFailures, number(health.refreshFailures24h)],
        [words.throttled, number(health.throttled24h)],
        [words.webhookDelay, delay ? `${length(delay.p50)} · ${length(delay.p99)}` : '–'],
      ]
    : []
  const now: [string, string][] = [
    ...(health
      ? ([
          [words.backlog, number(health.eventBacklog)],
          [words.stalled, number(health.stalled)],
          [words.clockGap, length(health.clockGapMs)],
        ] as [string, string][])
      : []),
    [words.lastRound, agoOrNever(jobs.lastRoundAt)],
    [words.lastAnswer, agoOrNever(intuit.lastAnswerAt)],
  ]
  return (
    <div className="mooring-board-figures">
      {lastDay.length > 0 && <FigureList title={words.lastDay} rows={lastDay} />}
      <FigureList title={words.now} rows={now} />
    </div>
  )
}

function FigureList({ title, rows }: { title: string; rows: [string, string][] }): ReactElement {
  return (
    <div>
      <h3 className="mooring-board-title">{title}</h3>
      <dl className="mooring-board-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
